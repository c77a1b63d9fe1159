import type { KubeObject } from '../../../model/kubernetes.js'
import type { User } from '../auth/user.js'
import { ApiError, qualifiedResource } from '../store/api-error.js'
import { at, isRecord, listAt, textAt } from '../store/json.js'
import type { Store } from '../store/types.js'

/** RBAC: decides from the Roles and bindings in the store whether a user may do what a request asks. */

export interface ResourceAttributes {
  kind: 'resource'
  verb: string
  group: string
  resource: string
  subresource?: string | undefined
  namespace?: string | undefined
  name?: string | undefined
}

export interface PathAttributes {
  kind: 'path'
  verb: string
  path: string
}

export type Attributes = ResourceAttributes | PathAttributes

export interface Decision {
  allowed: boolean
  reason: string
}

export type Authorize = (user: User, attributes: Attributes) => Decision

export interface Rule {
  verbs: string[]
  apiGroups: string[]
  resources: string[]
  resourceNames: string[]
  nonResourceURLs: string[]
}

const group = 'rbac.authorization.k8s.io'

export function createAuthorize(store: Store): Authorize {
  return (user, attributes) => {
    if (user.groups.includes('system:masters')) return { allowed: true, reason: '' }
    const namespace = attributes.kind === 'resource' ? attributes.namespace : undefined
    const missing: string[] = []
    for (const grant of grantsOf(store, user, namespace, missing)) {
      if (grant.rules.some((rule) => ruleAllows(rule, attributes)))
        return { allowed: true, reason: `RBAC: allowed by ${grant.because}` }
    }
    return { allowed: false, reason: missing.length > 0 ? `RBAC: ${missing.join(', ')}` : '' }
  }
}

/** Every rule that a user has in a namespace (or cluster-wide where there is none). */
export function rulesFor(store: Store, user: User, namespace: string | undefined): Rule[] {
  return [...grantsOf(store, user, namespace, [])].flatMap((grant) => grant.rules)
}

interface Grant {
  rules: Rule[]
  because: string
}

function* grantsOf(
  store: Store,
  user: User,
  namespace: string | undefined,
  missing: string[],
): Generator<Grant> {
  const bindings = [
    ...store.list(`clusterrolebindings.${group}`).items,
    ...(namespace ? store.list(`rolebindings.${group}`, { namespace }).items : []),
  ]
  for (const binding of bindings) {
    const subject = listAt(binding, 'subjects').find((candidate) =>
      isSubject(candidate, user, binding.metadata.namespace),
    )
    if (subject === undefined) continue
    const role = roleOf(store, binding)
    const kind = textAt(binding, ['roleRef', 'kind'])
    const name = textAt(binding, ['roleRef', 'name'])
    if (!role) missing.push(`${kind.toLowerCase()}.${group} "${name}" not found`)
    else yield { rules: rulesOf(role), because: because(binding, kind, name, subject) }
  }
}

function because(binding: KubeObject, kind: string, name: string, subject: unknown): string {
  const { namespace } = binding.metadata
  const where = namespace ? `"${binding.metadata.name}/${namespace}"` : `"${binding.metadata.name}"`
  const account =
    at(subject, 'kind') === 'ServiceAccount' ? `/${textAt(subject, ['namespace'], namespace)}` : ''
  return `${binding.kind} ${where} of ${kind} "${name}" to ${textAt(subject, ['kind'])} "${textAt(subject, ['name'])}${account}"`
}

function isSubject(subject: unknown, user: User, bindingNamespace: string | undefined): boolean {
  const name = textAt(subject, ['name'])
  switch (at(subject, 'kind')) {
    case 'User':
      return name === user.username
    case 'Group':
      return user.groups.includes(name)
    case 'ServiceAccount':
      return (
        user.username === `system:serviceaccount:${textAt(subject, ['namespace'], bindingNamespace)}:${name}`
      )
    default:
      return false
  }
}

function roleOf(store: Store, binding: KubeObject): KubeObject | undefined {
  const name = textAt(binding, ['roleRef', 'name'])
  return at(binding, 'roleRef', 'kind') === 'Role'
    ? store.get(`roles.${group}`, binding.metadata.namespace, name)
    : store.get(`clusterroles.${group}`, undefined, name)
}

export function rulesOf(role: KubeObject): Rule[] {
  return listAt(role, 'rules')
    .filter(isRecord)
    .map((rule) => ({
      verbs: listAt(rule, 'verbs').map(String),
      apiGroups: listAt(rule, 'apiGroups').map(String),
      resources: listAt(rule, 'resources').map(String),
      resourceNames: listAt(rule, 'resourceNames').map(String),
      nonResourceURLs: listAt(rule, 'nonResourceURLs').map(String),
    }))
}

const has = (list: readonly string[], value: string) => list.includes('*') || list.includes(value)

export function ruleAllows(rule: Rule, attributes: Attributes): boolean {
  if (!has(rule.verbs, attributes.verb)) return false
  if (attributes.kind === 'path')
    return rule.nonResourceURLs.some((pattern) => pathMatches(pattern, attributes.path))
  if (!has(rule.apiGroups, attributes.group)) return false
  const { resource, subresource } = attributes
  const names = subresource ? [`${resource}/${subresource}`, `*/${subresource}`] : [resource]
  if (!rule.resources.includes('*') && !names.some((name) => rule.resources.includes(name))) return false
  return rule.resourceNames.length === 0 || rule.resourceNames.includes(attributes.name ?? '')
}

function pathMatches(pattern: string, path: string): boolean {
  return (
    pattern === path || pattern === '*' || (pattern.endsWith('*') && path.startsWith(pattern.slice(0, -1)))
  )
}

/** The 403 of a request that RBAC denies. */
export function forbiddenRequest(user: User, attributes: Attributes, reason: string): ApiError {
  const why = reason ? `: ${reason}` : ''
  if (attributes.kind === 'path') {
    const message = `forbidden: User "${user.username}" cannot ${attributes.verb} path "${attributes.path}"${why}`
    return new ApiError(403, 'Forbidden', message, { details: {} })
  }
  const { verb, resource, subresource, namespace, name } = attributes
  const qualified = qualifiedResource({ group: attributes.group, plural: resource })
  const full = subresource ? `${resource}/${subresource}` : resource
  const scope = namespace ? `in the namespace "${namespace}"` : 'at the cluster scope'
  const message = `${qualified}${name ? ` "${name}"` : ''} is forbidden: User "${user.username}" cannot ${verb} resource "${full}" in API group "${attributes.group}" ${scope}${why}`
  const details = {
    ...(name ? { name } : {}),
    ...(attributes.group ? { group: attributes.group } : {}),
    kind: resource,
  }
  return new ApiError(403, 'Forbidden', message, { details })
}
