import type { KubeObject } from '../../../model/kubernetes.js'
import { listRules } from '../patches/list-keys.js'
import { trackUpdate, type Writer } from '../patches/managed-fields.js'
import { checkEscalation } from '../rbac/escalation.js'
import type { ApiError } from '../store/api-error.js'
import { badRequest, fieldError, invalid } from '../store/api-error.js'
import { apiVersionOf } from '../store/resource-types.js'
import { fromVersion } from './conversion.js'
import { decodeObject } from './decode-body.js'
import { validateFields } from './field-validation.js'
import { existing } from './read.js'
import { reply } from './present.js'
import type { Reply, ResourceRequest, ServerContext } from './request.js'

/** Creates and replaces objects: decodes, checks against the path, notes the writer, hands to the store. */

export function isDryRun(query: URLSearchParams): boolean {
  const asked = query.getAll('dryRun').filter(Boolean)
  if (asked.some((value) => value !== 'All')) {
    const error = fieldError.notSupported('dryRun', asked, ['All'])
    throw invalid({ group: 'meta.k8s.io', kind: 'CreateOptions' }, '', [error])
  }
  return asked.length > 0
}

export function writerOf(context: ServerContext, request: ResourceRequest): Writer {
  const { query, headers } = request.http
  const agent = (headers['user-agent'] ?? 'unknown').split('/')[0] ?? 'unknown'
  return {
    manager: query.get('fieldManager') || agent,
    apiVersion: apiVersionOf(request.type),
    subresource: request.subresource,
    now: context.now(),
  }
}

export function create(context: ServerContext, request: ResourceRequest): Reply {
  const sent = decodeObject(request.http, request.type)
  const { object: decoded, headers } = validateFields(request.type, sent, request.http.query)
  checkNamespace(request, decoded)
  const object = fromVersion(request.type, placed(request, decoded))
  guardGrants(context, request, object)
  const tracked = trackUpdate(undefined, object, listRules(request.type), writerOf(context, request))
  const created = context.store.create(request.typeName, tracked, { dryRun: isDryRun(request.http.query) })
  return reply(context, request, request.type, created, 201, headers)
}

export function update(context: ServerContext, request: ResourceRequest): Reply {
  const sent = decodeObject(request.http, request.type)
  const { object: decoded, headers } = validateFields(request.type, sent, request.http.query)
  checkNamespace(request, decoded)
  checkName(request, decoded)
  if (request.type.custom && !decoded.metadata.resourceVersion) throw versionRequired(request)
  const object = fromVersion(request.type, placed(request, decoded))
  const written = writeOver(context, request, existing(context, request), object)
  return reply(context, request, request.type, written, 200, headers)
}

/** Writes an object over the current one through the request's subresource. */
export function writeOver(
  context: ServerContext,
  request: ResourceRequest,
  current: KubeObject,
  object: KubeObject,
  track = true,
): KubeObject {
  const status = request.subresource === 'status' ? 'status' : undefined
  guardGrants(context, request, object)
  const complete = object.metadata.managedFields ? object : withManagers(object, current)
  const tracked = track
    ? trackUpdate(current, complete, listRules(request.type), writerOf(context, request))
    : complete
  return context.store.update(request.typeName, tracked, status, { dryRun: isDryRun(request.http.query) })
}

export function guardGrants(context: ServerContext, request: ResourceRequest, object: KubeObject): void {
  const { store, authorize } = context
  const { user, type, namespace } = request
  checkEscalation({ store, authorize, user, type, namespace }, object)
}

function withManagers(object: KubeObject, current: KubeObject): KubeObject {
  const { managedFields } = current.metadata
  return managedFields ? { ...object, metadata: { ...object.metadata, managedFields } } : object
}

/** The object in the namespace that the path names. */
export function placed(request: ResourceRequest, object: KubeObject): KubeObject {
  const { namespace: _namespace, ...metadata } = object.metadata
  return {
    ...object,
    metadata: request.namespace === undefined ? metadata : { ...metadata, namespace: request.namespace },
  }
}

function checkNamespace(request: ResourceRequest, object: KubeObject): void {
  const { namespace } = object.metadata
  if (!namespace || !request.type.namespaced || namespace === request.namespace) return
  throw badRequest('the namespace of the provided object does not match the namespace sent on the request')
}

export function checkName(request: ResourceRequest, object: KubeObject): void {
  if (object.metadata.name === '') object.metadata.name = request.name ?? ''
  if (object.metadata.name === request.name) return
  throw badRequest(
    `the name of the object (${object.metadata.name}) does not match the name on the URL (${request.name ?? ''})`,
  )
}

function versionRequired(request: ResourceRequest): ApiError {
  const error = fieldError.invalid('metadata.resourceVersion', 0, 'must be specified for an update')
  // A real API server names the resource here, not the kind.
  return invalid({ group: request.type.group, kind: request.type.plural }, request.name ?? '', [error])
}
