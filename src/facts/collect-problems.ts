import type { CaptureProblem, Layout } from '../capture/index.js'
import type { FileProblem, GatherFacts } from '../model/facts.js'

const kinds: Record<CaptureProblem['kind'], FileProblem['kind']> = {
  hostile: 'hostile',
  limit: 'hostile',
  truncated: 'truncated',
  corrupt: 'unreadable',
  unreadable: 'unreadable',
}

/**
 * Files the reader's problems with the gather that they are in; tells which are in none. `cutAt` is the entry in which
 * the archive itself ends: that is no fault of this file, and has the path `''`.
 */
export function addProblems(
  gathers: ReadonlyMap<string, GatherFacts>,
  layout: Layout,
  problems: readonly CaptureProblem[],
  cutAt: string | undefined,
): FileProblem[] {
  const elsewhere: FileProblem[] = []
  for (const { kind, path = '', reason } of problems) {
    if (kind === 'truncated' && path === cutAt) {
      elsewhere.push({ path: '', kind, reason: `${reason} (in ${path})` })
      continue
    }
    const place = layout.place(path)
    const gather = place.role === 'gather-file' ? gathers.get(place.gather ?? '') : undefined
    const problem: FileProblem = { path: gather ? place.path : path, kind: kinds[kind], reason }
    if (!gather) elsewhere.push(problem)
    else {
      gather.problems.push(problem)
      // What was cut off is not there to be searched; what is hostile is reported as that.
      if (problem.kind === 'unreadable') gather.unproven.push({ path: place.path, reason })
    }
  }
  return elsewhere
}
