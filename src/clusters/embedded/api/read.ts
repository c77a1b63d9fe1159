import { ApiError, badRequest, fieldError, invalid, notFound } from '../store/api-error.js'
import { at } from '../store/json.js'
import type { KubeObject } from '../../../model/kubernetes.js'
import type { ListOptions } from '../store/types.js'
import { fieldSelectorFrom } from './conversion.js'
import { negotiate } from './negotiate.js'
import { encode, presentList, reply, tableOptions, type ListMeta } from './present.js'
import type { Reply, ResourceRequest, ServerContext } from './request.js'

export function existing({ store }: ServerContext, request: ResourceRequest): KubeObject {
  const name = request.name ?? ''
  const object = store.get(request.typeName, request.namespace, name)
  if (!object) throw notFound(request.type, name)
  return object
}

export function get(context: ServerContext, request: ResourceRequest): Reply {
  return reply(context, request, request.type, existing(context, request))
}

export function listOptions(request: ResourceRequest): ListOptions {
  const { query } = request.http
  return {
    namespace: request.namespace,
    labelSelector: query.get('labelSelector') ?? undefined,
    fieldSelector: fieldSelectorFrom(request.type, query.get('fieldSelector') ?? ''),
  }
}

export function list(context: ServerContext, request: ResourceRequest): Reply {
  const { query } = request.http
  const form = negotiate(request.http.headers.accept)
  const token = query.get('continue')
  const all = token ? continued(context, request, token) : fresh(context, request)
  const limit = Number(query.get('limit') ?? 0)
  const page = limit > 0 ? all.items.slice(0, limit) : all.items
  const metadata: ListMeta = { resourceVersion: String(all.resourceVersion) }
  const last = page.at(-1)
  if (last && page.length < all.items.length) {
    metadata.continue = encodeToken({ rv: all.resourceVersion, start: keyOf(last) })
    // With a selector a real API server does not know how many are left.
    if (!query.get('labelSelector') && !query.get('fieldSelector'))
      metadata.remainingItemCount = all.items.length - page.length
  }
  const value = presentList(request.type, page, metadata, form, tableOptions(query, context.now()))
  return encode(200, value, form)
}

interface Listed {
  items: KubeObject[]
  resourceVersion: number
}

function fresh({ store }: ServerContext, request: ResourceRequest): Listed {
  const { query } = request.http
  const options = listOptions(request)
  const asked = parseVersion(query.get('resourceVersion') ?? '')
  const match = query.get('resourceVersionMatch')
  if (match && query.get('resourceVersion') === null) throw matchWithoutVersion()
  if (asked > store.resourceVersion()) throw tooLarge(asked, store.resourceVersion())
  if (match === 'Exact' && asked > 0) {
    const items = store.listAt(request.typeName, asked, options)
    if (!items) throw new ApiError(410, 'Expired', `The resourceVersion for the provided list is too old.`)
    return { items, resourceVersion: asked }
  }
  return store.list(request.typeName, options)
}

function matchWithoutVersion(): ApiError {
  const why = 'resourceVersionMatch is forbidden unless resourceVersion is provided'
  const error = fieldError.forbidden('resourceVersionMatch', why)
  return invalid({ group: 'meta.k8s.io', kind: 'ListOptions' }, '', [error])
}

export function parseVersion(text: string): number {
  if (text === '') return 0
  if (/^\d+$/.test(text)) return Number(text)
  const message = `resourceVersion: Invalid value: ${JSON.stringify(text)}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`
  throw new ApiError(500, undefined, message)
}

function tooLarge(asked: number, current: number): ApiError {
  const details = {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  }
  return new ApiError(504, 'Timeout', `Timeout: Too large resource version: ${asked}, current: ${current}`, {
    details,
  })
}

interface Token {
  rv: number
  start: string
}

/** The rest of a list from where a page ended, as the list was when its first page was asked for. */
function continued({ store }: ServerContext, request: ResourceRequest, text: string): Listed {
  const { rv, start } = decodeToken(text)
  const options = listOptions(request)
  const items =
    rv < 0 ? store.list(request.typeName, options).items : store.listAt(request.typeName, rv, options)
  if (!items) throw expiredPage(start)
  const resourceVersion = rv < 0 ? store.resourceVersion() : rv
  return { items: items.filter((item) => keyOf(item) > start), resourceVersion }
}

const expired =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.'

function expiredPage(start: string): ApiError {
  return new ApiError(410, 'Expired', expired, { continueToken: encodeToken({ rv: -1, start }) })
}

function keyOf({ metadata }: KubeObject): string {
  return metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`
}

function encodeToken({ rv, start }: Token): string {
  return Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv, start: `${start}\0` })).toString('base64url')
}

function decodeToken(text: string): Token {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    const [rv, start] = [at(value, 'rv'), at(value, 'start')]
    if (typeof rv === 'number' && typeof start === 'string') return { rv, start: start.replace(/\0$/, '') }
  } catch {
    // Reported below: whatever it is, it is no token of this server.
  }
  throw badRequest(
    'invalid continue token: continue key is not valid: invalid character looking for beginning of value',
  )
}
