import type { FileFact, GatherFacts, Glob } from '../model/facts.js'
import type { Place } from '../model/report.js'
import { counted } from './define-check.js'

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

/** The files of the gathers, those in packed members too. */
export function filesIn(gathers: readonly GatherFacts[]): FileFact[] {
  return gathers.flatMap(({ files }) => files.filter(({ type }) => type === 'file'))
}

/** `41 files`, for what a check looked at. */
export const filesLookedAt = (gathers: readonly GatherFacts[]): string =>
  counted(filesIn(gathers).length, 'file')

/** Whether it is a member of an archive (`a.tar.gz!/b`): the gather wrote the archive. */
export const isPacked = (path: string): boolean => path.includes('!/')

/** The files that a glob of an expected list names; it names what is packed only where it says so. */
export function filesMatching(gather: GatherFacts, { glob, matches }: Glob): FileFact[] {
  return filesIn([gather]).filter(
    ({ path, planted }) => !planted && matches(path) && isPacked(path) === isPacked(glob),
  )
}
