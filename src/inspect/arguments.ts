import { nearest } from '../lib/nearest.js'
import { ExpectedError } from '../model/errors.js'
import type { ApiResource } from '../kube/resource.js'
import type { ResourceIndex } from '../kube/resource-index.js'
import type { InspectProblem, Target } from './types.js'

/** `TYPE NAME...` as `TYPE/NAME`; what has a slash stays, as do types alone. */
export function joinNames(args: readonly string[]): string[] {
  const [types = '', ...names] = args
  if (names.length === 0 || args.some((arg) => arg.includes('/'))) return [...args]
  return types.split(',').flatMap((type) => names.map((name) => `${type}/${name}`))
}

export interface Resolved {
  targets: Target<ApiResource>[]
  /** What the server has no type for. */
  problems: InspectProblem[]
}

/** Finds the types of what was asked for. Throws `inspect.all-namespaces-and-name`. */
export function resolveTargets(
  resources: readonly string[],
  index: ResourceIndex,
  /** Absent: all namespaces. */
  namespace: string | undefined,
): Resolved {
  const resolved: Resolved = { targets: [], problems: [] }
  for (const { type, name } of resources.flatMap(splitResource)) {
    const types = typesNamed(type, index)
    if (types.length === 0) resolved.problems.push(unknownType(type, index))
    if (name !== '' && types[0]?.namespaced && namespace === undefined) throw allAndName(type, name)
    for (const found of types) {
      resolved.targets.push({ type: found, namespace: found.namespaced ? namespace : undefined, name })
    }
  }
  return resolved
}

function splitResource(text: string): { type: string; name: string }[] {
  const slash = text.indexOf('/')
  if (slash >= 0) return [{ type: text.slice(0, slash), name: text.slice(slash + 1) }]
  return text.split(',').flatMap((type) => (type === '' ? [] : [{ type, name: '' }]))
}

function typesNamed(type: string, index: ResourceIndex): ApiResource[] {
  const one = index.resolve(type)
  return one ? [one] : index.inCategory(type).filter(({ verbs }) => verbs.includes('list'))
}

export const unknownTypeReason = 'UnknownType'

function unknownType(type: string, index: ResourceIndex): InspectProblem {
  const close = nearest(
    type,
    index.preferred.map(({ plural }) => plural),
  )
  return {
    subject: type,
    severity: 'error',
    reason: unknownTypeReason,
    message: `the server doesn't have a resource type "${type}"${close ? `; did you mean ${close}?` : ''}`,
  }
}

function allAndName(type: string, name: string): ExpectedError {
  return new ExpectedError({
    code: 'inspect.all-namespaces-and-name',
    message: `${type}/${name} is named, and all namespaces are asked for`,
    next: 'Name the namespace, or leave out the name.',
    exitCode: 2,
  })
}
