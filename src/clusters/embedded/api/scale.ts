import type { KubeObject } from '../../../model/kubernetes.js'
import { badRequest, fieldError, invalid } from '../store/api-error.js'
import { at, ensure, isRecord, textAt } from '../store/json.js'
import { timestamp } from '../store/object-meta.js'
import { formatLabelSelector } from '../store/selectors.js'
import type { ResourceType } from '../store/types.js'
import { decodeObject, mediaType } from './decode-body.js'
import { patchedBy } from './patch.js'
import { reply } from './present.js'
import { existing } from './read.js'
import type { Reply, ResourceRequest, ServerContext } from './request.js'
import { writeOver } from './write.js'

/** The scale subresource: replicas of any type that has them, as an autoscaling/v1 Scale. */

const scaleType: ResourceType = {
  group: 'autoscaling',
  version: 'v1',
  kind: 'Scale',
  plural: 'scales',
  singular: 'scale',
  namespaced: true,
  shortNames: [],
  categories: [],
  subresources: [],
  hasStatus: false,
  countsGeneration: false,
  verbs: [],
}

const builtinPaths = {
  specReplicas: '.spec.replicas',
  statusReplicas: '.status.replicas',
  selector: undefined,
}

function pathsOf(type: ResourceType): {
  specReplicas: string
  statusReplicas: string
  selector?: string | undefined
} {
  return type.custom?.scale ?? builtinPaths
}

const keys = (path: string) => path.split('.').filter(Boolean)

export function getScale(context: ServerContext, request: ResourceRequest): Reply {
  return reply(context, request, scaleType, scaleOf(request.type, existing(context, request)))
}

function scaleOf(type: ResourceType, object: KubeObject): KubeObject {
  const paths = pathsOf(type)
  const {
    name,
    namespace,
    uid,
    resourceVersion,
    creationTimestamp = timestamp(new Date(0)),
  } = object.metadata
  const plain = at(object, 'spec', 'selector')
  const selector = paths.selector
    ? textAt(object, keys(paths.selector))
    : formatLabelSelector(type.kind === 'ReplicationController' ? { matchLabels: plain } : plain)
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(uid === undefined ? {} : { uid }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
      creationTimestamp,
    },
    spec: { replicas: Number(at(object, ...keys(paths.specReplicas)) ?? (type.custom ? 0 : 1)) },
    status: {
      replicas: Number(at(object, ...keys(paths.statusReplicas)) ?? 0),
      ...(selector ? { selector } : {}),
    },
  }
}

export function updateScale(context: ServerContext, request: ResourceRequest): Reply {
  const current = existing(context, request)
  const before = scaleOf(request.type, current)
  const asked =
    request.verb === 'patch'
      ? patchedBy(mediaType(request.http), request, before)
      : decodeObject(request.http, scaleType)
  if (!isRecord(asked)) throw badRequest('the patch does not give an object')
  const replicas = at(asked, 'spec', 'replicas') ?? 0
  if (typeof replicas !== 'number' || replicas < 0) {
    const error = fieldError.invalid('spec.replicas', replicas, 'must be greater than or equal to 0')
    throw invalid(scaleType, request.name ?? '', [error])
  }
  const draft = structuredClone(current)
  const path = keys(pathsOf(request.type).specReplicas)
  const last = path.pop() ?? 'replicas'
  ensure(draft, ...path)[last] = replicas
  const version = at(asked, 'metadata', 'resourceVersion')
  if (typeof version === 'string') draft.metadata.resourceVersion = version
  const written = writeOver(context, request, current, draft)
  return reply(context, request, scaleType, scaleOf(request.type, written))
}
