import { groupBy } from '../../lib/group-by.js'
import type { RecordedEntry } from './record-entries.js'

/** More entries than this that differ in one name alone are one entry: nobody reads a list of every CRD. */
const most = 12

/** Paths that differ where a list may have `*`: in the name of the file, of a pod, of a namespace. */
const widenings: readonly ((path: string) => string | undefined)[] = [
  (path) => replaced(path, /^(.+\/)[^/]+(\.\w+)$/, '$1*$2'),
  (path) => replaced(path, /^(.+\/pods\/)[^/]+(\/.+)$/, '$1*$2'),
  (path) => replaced(path, /^(namespaces\/)(?!\{)[^/]+(\/.+)$/, '$1*$2'),
]

/** Puts one entry, made by `describe`, in the place of many that say the same of files with one part of their path changed. */
export function collapse(
  entries: readonly RecordedEntry[],
  describe: (path: string, isPassing: boolean) => RecordedEntry,
): RecordedEntry[] {
  return widenings.reduce<RecordedEntry[]>(
    (narrow, widen) => {
      const groups = groupBy(narrow, (recorded) => keyOf(recorded, widen))
      const wide = new Map<string, RecordedEntry>()
      const kept = [...groups].flatMap(([key, members]) => {
        const path = widen(members[0]?.entry.path ?? '')
        if (key === '' || path === undefined || members.length <= most) return members
        // Two groups of one folder may differ in what they hold: one entry speaks of both.
        wide.set(path, wide.get(path) ?? describe(path, members[0]?.entry.min === 0))
        return []
      })
      return [...kept, ...wide.values()]
    },
    [...entries],
  )
}

/** Equal for entries that one may replace; `''` where nothing may. */
function keyOf({ entry, notes }: RecordedEntry, widen: (path: string) => string | undefined): string {
  const { path, min, ...rest } = entry
  const wide = widen(path)
  return wide === undefined || entry.for ? '' : JSON.stringify([wide, min === 0, rest, notes])
}

function replaced(path: string, pattern: RegExp, by: string): string | undefined {
  return pattern.test(path) && !path.includes('!/') ? path.replace(pattern, by) : undefined
}
