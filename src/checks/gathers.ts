import type { GatherFacts } from '../model/facts.js'
import type { Place } from '../model/report.js'

/** Where a file of a gather lies inside the capture. */
export function placeIn(gather: GatherFacts, path: string, line?: number): Place {
  const full = gather.root === '' ? path : `${gather.root}/${path}`
  return line === undefined ? { path: full } : { path: full, line }
}

/** `a, b and 3 more`. */
export function someOf(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).join(', ')
  return names.length > most ? `${shown} and ${names.length - most} more` : shown
}

/** How many files the gathers hold, for `looked`. */
export function filesIn(gathers: readonly GatherFacts[]): number {
  return gathers.reduce((sum, gather) => sum + gather.files.filter((file) => file.type === 'file').length, 0)
}

/** The items in groups of equal keys, in the order of their first. */
export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
