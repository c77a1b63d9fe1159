import { ApiError, badRequest, type Status } from '../store/api-error.js'
import { at, isRecord, listAt } from '../store/json.js'
import type { DeleteOptions, ResourceType } from '../store/types.js'
import { decodeProtobuf } from '../protobuf/decode.js'
import { mediaType, parseYamlBody } from './decode-body.js'
import { negotiate } from './negotiate.js'
import { encode, presentList, reply, tableOptions } from './present.js'
import { existing, listOptions } from './read.js'
import { json, type ApiRequest, type Reply, type ResourceRequest, type ServerContext } from './request.js'

/** Deletes one object or a selection of them. */

/** Types whose deletion is answered with the object as it was, not with a Status. */
const answeredWithObject = new Set([
  'pods',
  'services',
  'persistentvolumes',
  'persistentvolumeclaims',
  'serviceaccounts',
])

const kept: ReadonlySet<string> = new Set(['default', 'kube-public', 'kube-system'])

function keptNamespace(type: ResourceType, name: string): ApiError {
  return new ApiError(
    403,
    'Forbidden',
    `namespaces "${name}" is forbidden: this namespace may not be deleted`,
    {
      details: { name, kind: type.plural },
    },
  )
}

export function remove(context: ServerContext, request: ResourceRequest): Reply {
  const options = deleteOptions(request.http)
  const { typeName, namespace, name = '' } = request
  if (typeName === 'namespaces' && kept.has(name)) throw keptNamespace(request.type, name)
  const uid = existing(context, request).metadata.uid
  const last = context.store.delete(typeName, namespace, name, options)
  const still = context.store.get(typeName, namespace, name)
  const marked = last.metadata.deletionTimestamp !== undefined
  if (marked && (still?.metadata.uid === uid || options.dryRun))
    return reply(context, request, request.type, last)
  if (answeredWithObject.has(typeName)) return reply(context, request, request.type, last)
  return json(200, success(request, name, uid))
}

function success({ type }: ResourceRequest, name: string, uid: string | undefined): Status {
  const group = type.group === '' ? {} : { group: type.group }
  const details = { name, ...group, kind: type.plural, ...(uid === undefined ? {} : { uid }) }
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details }
}

export function removeCollection(context: ServerContext, request: ResourceRequest): Reply {
  const options = deleteOptions(request.http)
  const form = negotiate(request.http.headers.accept)
  const { items, resourceVersion } = context.store.list(request.typeName, listOptions(request))
  for (const { metadata } of items) {
    // One deletion can take another object of the selection with it.
    if (context.store.get(request.typeName, metadata.namespace, metadata.name)) {
      context.store.delete(request.typeName, metadata.namespace, metadata.name, options)
    }
  }
  const metadata = { resourceVersion: String(resourceVersion) }
  return encode(
    200,
    presentList(request.type, items, metadata, form, tableOptions(request.http.query, context.now())),
    form,
  )
}

function deleteOptions(http: ApiRequest): DeleteOptions {
  const body = optionsBody(http)
  const grace = at(body, 'gracePeriodSeconds') ?? http.query.get('gracePeriodSeconds') ?? undefined
  const preconditions = at(body, 'preconditions')
  const dryRun = [...listAt(body, 'dryRun').map(String), ...http.query.getAll('dryRun')]
  return {
    gracePeriodSeconds: grace === undefined ? undefined : Number(grace),
    propagation: propagationOf(body, http.query),
    uid: optionalText(at(preconditions, 'uid')),
    resourceVersion: optionalText(at(preconditions, 'resourceVersion')),
    dryRun: dryRun.includes('All'),
  }
}

function optionsBody(http: ApiRequest): unknown {
  if (http.body.length === 0) return {}
  const value =
    mediaType(http) === 'application/vnd.kubernetes.protobuf'
      ? decodeProtobuf(http.body)
      : parseYamlBody(http.body)
  if (!isRecord(value)) throw badRequest('the body of a deletion is not DeleteOptions')
  return value
}

function propagationOf(body: unknown, query: URLSearchParams): DeleteOptions['propagation'] {
  const orphan = at(body, 'orphanDependents') ?? query.get('orphanDependents')
  if (orphan === true || orphan === 'true') return 'Orphan'
  const asked = at(body, 'propagationPolicy') ?? query.get('propagationPolicy') ?? 'Background'
  if (asked === 'Background' || asked === 'Foreground' || asked === 'Orphan') return asked
  throw badRequest(`invalid propagationPolicy: ${JSON.stringify(asked)}`)
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
