import type { Connection } from './connection.js'

export interface AccessQuestion {
  verb: string
  /** Empty or absent: the core group. */
  group?: string | undefined
  resource?: string | undefined
  subresource?: string | undefined
  name?: string | undefined
  namespace?: string | undefined
  /** Instead of a resource: `/metrics`. */
  path?: string | undefined
}

export interface AccessAnswer {
  allowed: boolean
  reason: string
}

/** Asks the server whether this connection's user may do something. */
export async function canI(
  connection: Connection,
  question: AccessQuestion,
  signal?: AbortSignal,
): Promise<AccessAnswer> {
  const { verb, path, ...attributes } = question
  const spec =
    path === undefined
      ? { resourceAttributes: { verb, ...attributes } }
      : { nonResourceAttributes: { verb, path } }
  const { body } = await connection.request<{ status?: { allowed?: boolean; reason?: string } }>({
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    body: { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec },
    signal,
  })
  return { allowed: body.status?.allowed ?? false, reason: body.status?.reason ?? '' }
}

export interface AccessRules {
  resourceRules: { verbs: string[]; apiGroups?: string[]; resources?: string[]; resourceNames?: string[] }[]
  nonResourceRules: { verbs: string[]; nonResourceURLs?: string[] }[]
  incomplete: boolean
}

/** Everything that this connection's user may do in a namespace, as far as the server can tell. */
export async function accessRules(
  connection: Connection,
  namespace: string,
  signal?: AbortSignal,
): Promise<AccessRules> {
  const { body } = await connection.request<{ status?: Partial<AccessRules> }>({
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
    body: { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace } },
    signal,
  })
  return {
    resourceRules: body.status?.resourceRules ?? [],
    nonResourceRules: body.status?.nonResourceRules ?? [],
    incomplete: body.status?.incomplete ?? false,
  }
}

export interface WhoAmI {
  username: string
  uid?: string
  groups: string[]
  extra: Record<string, string[]>
}

/** Who the server takes this connection for. */
export async function whoAmI(connection: Connection, signal?: AbortSignal): Promise<WhoAmI> {
  const { body } = await connection.request<{ status?: { userInfo?: Partial<WhoAmI> } }>({
    method: 'POST',
    path: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
    signal,
  })
  const user = body.status?.userInfo ?? {}
  return { ...user, username: user.username ?? '', groups: user.groups ?? [], extra: user.extra ?? {} }
}
