import type { ApiRequest, Reply, ServerContext } from '../api/request.js'
import { json } from '../api/request.js'
import { parseAccept } from '../api/negotiate.js'
import { issuer } from '../auth/service-account-tokens.js'
import { sha256 } from '../../../lib/digest.js'
import { aggregatedGroups } from './aggregated.js'
import { groupList, groupOf, legacyVersions, resourceList } from './plain.js'
import { openApiV2 } from './openapi-v2.js'
import { openApiIndex, openApiV3 } from './openapi.js'
import { serverVersion } from './version.js'

/** Everything under paths that name no object: what the server is, whether it is well, and which types it has. */

export function discover(context: ServerContext, http: ApiRequest): Reply | undefined {
  const path = http.path.length > 1 ? http.path.replace(/\/+$/, '') : http.path
  if (path === '/api' || path === '/apis') return groups(context, http, path)
  if (path === '/version') return json(200, serverVersion)
  if (path === '/') return json(200, { paths: rootPaths(context) })
  if (path === '/.well-known/openid-configuration') return json(200, { issuer })
  return health(path, http.query) ?? openApi(context, http, path) ?? plain(context, path)
}

const checks = ['ping', 'log', 'etcd']

function health(path: string, query: URLSearchParams): Reply | undefined {
  const match = /^\/(healthz|livez|readyz)(?:\/([\w-]+))?$/.exec(path)
  if (!match) return undefined
  const [, endpoint, check] = match
  if (check !== undefined) return checks.includes(check) ? { kind: 'text', code: 200, text: 'ok' } : undefined
  if (!query.has('verbose')) return { kind: 'text', code: 200, text: 'ok' }
  const lines = [...checks.map((name) => `[+]${name} ok`), `${endpoint} check passed`, '']
  return { kind: 'text', code: 200, text: lines.join('\n') }
}

function groups(context: ServerContext, http: ApiRequest, path: '/api' | '/apis'): Reply {
  const types = context.store.types()
  for (const { type, parameters } of parseAccept(http.headers.accept ?? '')) {
    const version = parameters.get('v')
    if (type !== 'application/json' || parameters.get('g') !== 'apidiscovery.k8s.io') continue
    if (version !== 'v2') continue
    const value = aggregatedGroups(types, path === '/api')
    const contentType = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'
    return cached(http, value, contentType)
  }
  return json(200, path === '/api' ? legacyVersions : groupList(types))
}

/** A reply that a client may keep, with the digest of its content as ETag. */
function cached(http: ApiRequest, value: unknown, contentType: string): Reply {
  const etag = `"${sha256(JSON.stringify(value)).slice('sha256:'.length).toUpperCase()}"`
  const headers = { 'Cache-Control': 'public', ETag: etag, Vary: 'Accept' }
  if (http.headers['if-none-match'] === etag) return { kind: 'empty', code: 304, headers }
  return { kind: 'json', code: 200, value, headers, contentType }
}

function openApi(context: ServerContext, http: ApiRequest, path: string): Reply | undefined {
  if (path === '/openapi/v2') return openApiV2(http)
  if (path === '/openapi/v3') return json(200, openApiIndex(context.store.types()))
  const match = /^\/openapi\/v3\/(api\/v1|apis\/[^/]+\/[^/]+)$/.exec(path)
  const document = match && openApiV3(context.store.types(), match[1] ?? '')
  return document ? cached(http, document, 'application/json') : undefined
}

function plain(context: ServerContext, path: string): Reply | undefined {
  const types = context.store.types()
  const [, root, group, version] = path.split('/')
  const value =
    root === 'api' && version === undefined
      ? resourceList(types, '', group ?? '')
      : root === 'apis' && group !== undefined
        ? version === undefined
          ? groupOf(types, group)
          : path.split('/').length === 4
            ? resourceList(types, group, version)
            : undefined
        : undefined
  return value && json(200, value)
}

function rootPaths(context: ServerContext): string[] {
  const versions = context.store
    .types()
    .map(({ group, version }) => (group ? `/apis/${group}/${version}` : `/api/${version}`))
  const all = [
    '/api',
    '/apis',
    ...versions,
    '/healthz',
    '/livez',
    '/openapi/v2',
    '/openapi/v3',
    '/readyz',
    '/version',
  ]
  return [...new Set(all)].sort()
}
