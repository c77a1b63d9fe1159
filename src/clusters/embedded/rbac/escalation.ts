import type { KubeObject } from '../../../model/kubernetes.js'
import type { User } from '../auth/user.js'
import { ApiError, forbidden } from '../store/api-error.js'
import { at, textAt } from '../store/json.js'
import type { ResourceType, Store } from '../store/types.js'
import { ruleAllows, rulesFor, rulesOf, type Attributes, type Authorize, type Rule } from './authorize.js'

/** Nobody can grant what they do not have: checks roles and bindings that a user writes. */

const group = 'rbac.authorization.k8s.io'

export interface EscalationCheck {
  store: Store
  authorize: Authorize
  user: User
  type: ResourceType
  namespace: string | undefined
}

/** Throws a 403 where the object would grant more than its writer has. */
export function checkEscalation(check: EscalationCheck, object: KubeObject): void {
  if (check.type.group !== group || check.user.groups.includes('system:masters')) return
  const isRole = check.type.plural === 'roles' || check.type.plural === 'clusterroles'
  if (may(check, isRole ? 'escalate' : 'bind', object)) return
  const granted = isRole ? rulesOf(object) : boundRules(check, object)
  const held = rulesFor(check.store, check.user, check.namespace)
  const missing = granted.filter((rule) => !covered(rule, held))
  if (missing.length > 0) throw refused(check, object, missing)
}

function may(
  { authorize, user, type, namespace }: EscalationCheck,
  verb: string,
  object: KubeObject,
): boolean {
  const isRole = verb === 'escalate'
  const resource = isRole ? type.plural : `${textAt(object, ['roleRef', 'kind']).toLowerCase()}s`
  const name = isRole ? object.metadata.name : textAt(object, ['roleRef', 'name'])
  return authorize(user, { kind: 'resource', verb, group, resource, namespace, name }).allowed
}

function boundRules({ store, type, namespace }: EscalationCheck, binding: KubeObject): Rule[] {
  const name = textAt(binding, ['roleRef', 'name'])
  const isRole = at(binding, 'roleRef', 'kind') === 'Role'
  const role = isRole
    ? store.get(`roles.${group}`, namespace, name)
    : store.get(`clusterroles.${group}`, undefined, name)
  if (role) return rulesOf(role)
  const kind = isRole ? 'roles' : 'clusterroles'
  throw new ApiError(404, 'NotFound', `${kind}.${group} "${name}" not found`, {
    details: { name, group, kind: type.plural },
  })
}

/** Whether each single thing that a rule allows is allowed by what is held. */
function covered(rule: Rule, held: readonly Rule[]): boolean {
  return singles(rule).every((attributes) => held.some((candidate) => ruleAllows(candidate, attributes)))
}

function singles(rule: Rule): Attributes[] {
  const paths = rule.nonResourceURLs.flatMap((path) =>
    rule.verbs.map((verb) => ({ kind: 'path' as const, verb, path })),
  )
  const names = rule.resourceNames.length > 0 ? rule.resourceNames : [undefined]
  const resources = rule.resources.flatMap((full) => {
    const [resource = '', subresource] = full.split('/')
    return rule.apiGroups.flatMap((apiGroup) =>
      rule.verbs.flatMap((verb) =>
        names.map((name) => ({
          kind: 'resource' as const,
          verb,
          group: apiGroup,
          resource,
          subresource,
          name,
        })),
      ),
    )
  })
  return [...paths, ...resources]
}

function refused({ user, type }: EscalationCheck, object: KubeObject, missing: readonly Rule[]): ApiError {
  const groups = user.groups.map((name) => JSON.stringify(name)).join(' ')
  const why = `user ${JSON.stringify(user.username)} (groups=[${groups}]) is attempting to grant RBAC permissions not currently held:\n${missing.map(show).join('\n')}`
  return forbidden(type, object.metadata.name, why)
}

function show(rule: Rule): string {
  const list = (values: readonly string[]) => `[${values.map((value) => JSON.stringify(value)).join(' ')}]`
  const parts =
    rule.nonResourceURLs.length > 0
      ? [`NonResourceURLs:${list(rule.nonResourceURLs)}`]
      : [`APIGroups:${list(rule.apiGroups)}`, `Resources:${list(rule.resources)}`]
  if (rule.resourceNames.length > 0) parts.push(`ResourceNames:${list(rule.resourceNames)}`)
  return `{${[...parts, `Verbs:${list(rule.verbs)}`].join(', ')}}`
}
