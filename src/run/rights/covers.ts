import type { PolicyRule } from './types.js'

export interface Action {
  verb: string
  group: string
  resource: string
  name?: string | undefined
}

/** Whether a rule allows something, as the RBAC authorizer matches them. */
export function covers(rule: PolicyRule, { verb, group, resource, name }: Action): boolean {
  const { verbs, apiGroups = [], resources = [], resourceNames = [] } = rule
  const [, subresource] = resource.split('/')
  return (
    includes(verbs, verb) &&
    includes(apiGroups, group) &&
    (includes(resources, resource) ||
      (subresource !== undefined && resources.includes(`*/${subresource}`))) &&
    (resourceNames.length === 0 || (name !== undefined && resourceNames.includes(name)))
  )
}

/** Whether some rules allow all that others do: then their holder may grant these. */
export function coverAll(held: readonly PolicyRule[], wanted: readonly PolicyRule[]): boolean {
  return wanted.every(
    (rule) => coversPaths(held, rule) && actionsOf(rule).every((one) => anyCovers(held, one)),
  )
}

export const anyCovers = (rules: readonly PolicyRule[], action: Action): boolean =>
  rules.some((rule) => covers(rule, action))

function actionsOf({ verbs, apiGroups = [], resources = [], resourceNames = [] }: PolicyRule): Action[] {
  const names = resourceNames.length > 0 ? resourceNames : [undefined]
  return verbs.flatMap((verb) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((resource) => names.map((name) => ({ verb, group, resource, name }))),
    ),
  )
}

function coversPaths(held: readonly PolicyRule[], { verbs, nonResourceURLs = [] }: PolicyRule): boolean {
  return nonResourceURLs.every((url) =>
    verbs.every((verb) =>
      held.some((rule) => includes(rule.verbs, verb) && (rule.nonResourceURLs ?? []).some(matches(url))),
    ),
  )
}

const matches = (url: string) => (pattern: string) =>
  pattern === url || (pattern.endsWith('*') && url.startsWith(pattern.slice(0, -1)))

const includes = (list: readonly string[], value: string) => list.includes('*') || list.includes(value)
