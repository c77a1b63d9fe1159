import { forbiddenRequest } from '../rbac/authorize.js'
import { discover } from '../discovery/discover.js'
import { badRequest, methodNotAllowed, noSuchResource, notFound } from '../store/api-error.js'
import { builtinTypes, typeNameOf } from '../store/resource-types.js'
import type { ResourceType } from '../store/types.js'
import { podLog } from './logs.js'
import { patch } from './patch.js'
import { bind, evict, finalize } from './pod-actions.js'
import { get, list } from './read.js'
import { remove, removeCollection } from './remove.js'
import { parseResourcePath, verbOf, type ResourcePath } from './request-path.js'
import { flag, type ApiRequest, type Reply, type ResourceRequest, type ServerContext } from './request.js'
import { requestToken, review } from './reviews.js'
import { getScale, updateScale } from './scale.js'
import { watch } from './watch.js'
import { create, update } from './write.js'

/** Answers one request: who asks, whether they may, what the path names, and the handler for it. */

type Handler = (context: ServerContext, request: ResourceRequest) => Reply | Promise<Reply>

const handlers: Record<string, Handler> = {
  get,
  list,
  watch,
  create,
  update,
  patch,
  delete: remove,
  deletecollection: removeCollection,
  'get status': get,
  'update status': update,
  'patch status': patch,
  'get scale': getScale,
  'update scale': updateScale,
  'patch scale': updateScale,
  'get log': podLog,
  'create eviction': evict,
  'create binding': bind,
  'create token': requestToken,
  'update finalize': finalize,
  'get exec': upgradeRequired,
  'create exec': upgradeRequired,
}

function upgradeRequired(): never {
  throw badRequest('Upgrade request required')
}

export async function handle(context: ServerContext, http: ApiRequest): Promise<Reply> {
  const path = parseResourcePath(http.path)
  if (!path) return handlePath(context, http)
  const request = admit(context, http, path)
  if (!request) return pageNotFound()
  const isReview =
    request.type.verbs.length === 1 && request.verb === 'create' && request.subresource === undefined
  if (isReview) return review(context, request)
  const handler = handlers[request.subresource ? `${request.verb} ${request.subresource}` : request.verb]
  if (!handler) throw methodNotAllowed()
  return handler(context, request)
}

export function pageNotFound(): Reply {
  const headers = { 'X-Content-Type-Options': 'nosniff' }
  return { kind: 'text', code: 404, text: '404 page not found\n', headers }
}

function handlePath(context: ServerContext, http: ApiRequest): Reply {
  const user = context.authenticate(http.headers)
  const verb = http.method === 'HEAD' ? 'get' : http.method.toLowerCase()
  const attributes = { kind: 'path' as const, verb, path: http.path }
  const { allowed, reason } = context.authorize(user, attributes)
  if (!allowed) throw forbiddenRequest(user, attributes, reason)
  if (http.method !== 'GET' && http.method !== 'HEAD') throw methodNotAllowed()
  return discover(context, http) ?? pageNotFound()
}

/** The request that a path stands for, once it is clear who asks and that they may; `undefined` where nothing is there. */
export function admit(
  context: ServerContext,
  http: ApiRequest,
  path: ResourcePath,
): ResourceRequest | undefined {
  const user = context.authenticate(http.headers)
  const verb = verbOf(http.method, path, flag(http.query, 'watch'))
  // A namespace lies in itself: a Role there may allow to get it.
  const namespace = path.resource === 'namespaces' && path.name !== undefined ? path.name : path.namespace
  const { group, resource, subresource, name } = path
  const needed = subresource === 'exec' && verb === 'get' ? [verb, 'create'] : [verb]
  for (const wanted of needed) {
    const attributes = {
      kind: 'resource' as const,
      verb: wanted,
      group,
      resource,
      subresource,
      namespace,
      name,
    }
    const { allowed, reason } = context.authorize(user, attributes)
    if (!allowed) throw forbiddenRequest(user, attributes, reason)
  }
  const type = findType(context, path)
  if (!type) {
    if (isBuiltinVersion(path)) throw noSuchResource()
    return undefined
  }
  checkScope(type, path, verb, http.method)
  return { http, user, verb, type, typeName: typeNameOf(type), namespace: path.namespace, name, subresource }
}

function findType({ store }: ServerContext, path: ResourcePath): ResourceType | undefined {
  return store
    .types()
    .find(
      (type) => type.plural === path.resource && type.group === path.group && type.version === path.version,
    )
}

function isBuiltinVersion(path: ResourcePath): boolean {
  return builtinTypes.some((type) => type.group === path.group && type.version === path.version)
}

function checkScope(type: ResourceType, path: ResourcePath, verb: string, method: string): void {
  if (!type.namespaced && path.namespace !== undefined) throw noSuchResource()
  if (path.subresource !== undefined) {
    if (type.subresources.includes(path.subresource)) return
    throw type.custom ? notFound(type, path.name ?? '') : noSuchResource()
  }
  if (method === 'HEAD' || method === 'OPTIONS') throw methodNotAllowed()
  if (type.custom && path.name === undefined && (verb === 'update' || verb === 'patch'))
    throw badRequest('name must be provided')
  const onCollection = verb === 'list' || verb === 'create' || verb === 'deletecollection' || verb === 'watch'
  if (onCollection !== (path.name === undefined) && verb !== 'watch') throw methodNotAllowed()
  const acrossNamespaces = type.namespaced && path.namespace === undefined
  if (acrossNamespaces && verb !== 'list' && verb !== 'watch') throw methodNotAllowed()
  if (!type.verbs.includes(verb)) throw methodNotAllowed()
}
