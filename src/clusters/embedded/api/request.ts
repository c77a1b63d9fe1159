import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { Logger } from '../../../model/logger.js'
import type { Authenticate } from '../auth/authenticate.js'
import type { TokenAuthority } from '../auth/service-account-tokens.js'
import type { User } from '../auth/user.js'
import type { NodeRuntime } from '../node/types.js'
import type { Authorize } from '../rbac/authorize.js'
import type { ResourceType, Store, TypeName } from '../store/types.js'

/** What every handler works with: the request as HTTP has it, the server's parts, and the reply to send. */

export interface ApiRequest {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: Buffer
  /** Aborts when the client has gone or the server closes. */
  signal: AbortSignal
}

export interface ServerContext {
  store: Store
  runtime(): NodeRuntime
  authenticate: Authenticate
  authorize: Authorize
  tokens: TokenAuthority
  logger: Logger
  now(): Date
  /** How long the server may keep a watch that names no timeout, in milliseconds. */
  watchTimeoutMs: number
}

/** A request for objects: what its path names, and who asks. */
export interface ResourceRequest {
  http: ApiRequest
  user: User
  verb: string
  type: ResourceType
  /** The name that the store keeps the type's objects under. */
  typeName: TypeName
  namespace: string | undefined
  name: string | undefined
  subresource: string | undefined
}

export type Reply =
  | {
      kind: 'json'
      code: number
      value: unknown
      headers?: Record<string, string | string[]>
      contentType?: string
    }
  | { kind: 'text'; code: number; text: string; headers?: Record<string, string>; contentType?: string }
  | { kind: 'stream'; code: number; stream: Readable; contentType: string }
  | { kind: 'empty'; code: number; headers?: Record<string, string> }

export function json(code: number, value: unknown, headers?: Record<string, string | string[]>): Reply {
  return headers ? { kind: 'json', code, value, headers } : { kind: 'json', code, value }
}

/** A flag of the query: `?watch=true`, `?watch=1` and `?watch` alike. */
export function flag(query: URLSearchParams, name: string): boolean {
  const value = query.get(name)
  return value !== null && value !== 'false' && value !== '0'
}
