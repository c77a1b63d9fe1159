import type { ErrorObject } from 'ajv/dist/2020.js'

/**
 * Of the errors of every union only those of the branch that the writer most likely meant: the one whose type fits the
 * value, and of several the one with the fewest errors. Where no type fits, the error of the union itself stays.
 */
export function bestBranches(errors: readonly ErrorObject[]): ErrorObject[] {
  let left = [...errors]
  // Outer unions first: a branch that is thrown away takes the unions in it along.
  const unions = errors
    .filter(({ keyword }) => keyword === 'anyOf')
    .sort((a, b) => a.schemaPath.length - b.schemaPath.length)
  for (const union of unions) {
    if (!left.includes(union)) continue
    const branches = branchesOf(union, left)
    const best = [...branches.values()]
      .filter((branch) => fits(union, branch))
      .sort((a, b) => a.length - b.length)[0]
    const dropped = new Set([...branches.values()].flat())
    for (const error of best ?? []) dropped.delete(error)
    if (best) dropped.add(union)
    left = left.filter((error) => !dropped.has(error))
  }
  return left
}

function branchesOf(union: ErrorObject, errors: readonly ErrorObject[]): Map<string, ErrorObject[]> {
  const branches = new Map<string, ErrorObject[]>()
  for (const error of errors) {
    const isInside =
      error.schemaPath.startsWith(`${union.schemaPath}/`) &&
      isAtOrBelow(error.instancePath, union.instancePath)
    if (!isInside) continue
    const index = error.schemaPath.slice(union.schemaPath.length + 1).split('/')[0] ?? ''
    branches.set(index, [...(branches.get(index) ?? []), error])
  }
  return branches
}

function isAtOrBelow(path: string, top: string): boolean {
  return path === top || path.startsWith(`${top}/`)
}

/** A branch does not fit where the value is of another type, or, for a list of words, no word at all. */
function fits(union: ErrorObject, branch: readonly ErrorObject[]): boolean {
  return !branch.some(
    (error) =>
      error.instancePath === union.instancePath &&
      (error.keyword === 'type' || (error.keyword === 'enum' && typeof error.data !== 'string')),
  )
}
