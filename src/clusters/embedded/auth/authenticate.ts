import { timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { forbiddenRequest, type Authorize } from '../rbac/authorize.js'
import { ApiError } from '../store/api-error.js'
import type { TokenAuthority } from './service-account-tokens.js'
import { administrator, anonymous, serviceAccountUser, type User } from './user.js'

export type Authenticate = (headers: IncomingHttpHeaders) => User

/** Finds out who asks from a request's headers: the administrator's token, a service account's, or nobody (anonymous). */
export function createAuthenticate(
  adminToken: string,
  tokens: TokenAuthority,
  authorize: Authorize,
): Authenticate {
  return (headers) => {
    const user = bearer(headers, adminToken, tokens)
    return headers['impersonate-user'] === undefined ? user : impersonated(user, headers, authorize)
  }
}

function bearer(headers: IncomingHttpHeaders, adminToken: string, tokens: TokenAuthority): User {
  const header = headers.authorization
  if (header === undefined || header === '') return anonymous
  const token = /^Bearer\s+(\S+)$/i.exec(header)?.[1] ?? ''
  if (equal(token, adminToken)) return administrator
  const verified = tokens.verify(token)
  if (!verified) throw new ApiError(401, 'Unauthorized', 'Unauthorized')
  return verified.user
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function impersonated(asking: User, headers: IncomingHttpHeaders, authorize: Authorize): User {
  const username = text(headers['impersonate-user'])
  const groups = listOf(headers['impersonate-group'])
  const account = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(username)
  const needed = account
    ? { group: '', resource: 'serviceaccounts', namespace: account[1], name: account[2] }
    : { group: '', resource: 'users', name: username }
  for (const target of [needed, ...groups.map((name) => ({ group: '', resource: 'groups', name }))]) {
    const attributes = { kind: 'resource' as const, verb: 'impersonate', ...target }
    const decision = authorize(asking, attributes)
    if (!decision.allowed) throw forbiddenRequest(asking, attributes, decision.reason)
  }
  const user = account
    ? serviceAccountUser(account[1] ?? '', account[2] ?? '', undefined)
    : { username, groups: [] }
  const all =
    groups.length > 0 ? [...groups, 'system:authenticated'] : [...user.groups, 'system:authenticated']
  return { ...user, groups: [...new Set(all)] }
}

function text(value: string | string[] | undefined): string {
  return Array.isArray(value) ? (value[0] ?? '') : (value ?? '')
}

/** Node joins repeated headers of unknown names with a comma. */
function listOf(value: string | string[] | undefined): string[] {
  return (Array.isArray(value) ? value : (value ?? '').split(','))
    .map((entry) => entry.trim())
    .filter(Boolean)
}
