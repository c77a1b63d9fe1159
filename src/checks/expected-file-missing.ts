import type { FindingDraft } from '../model/check.js'
import type { GatherFacts, PlannedEntry } from '../model/facts.js'
import { contract } from './contract.js'
import { counted, defineCheck, notApplicable, notEvaluated } from './define-check.js'
import { filesMatching, placeIn, someOf } from './gathers.js'

export const expectedFileMissing = defineCheck({
  id: 'MG-FIL-001',
  title: 'expected file missing',
  group: 'must-gather',
  contract: contract.expectedFiles,
  reads: ['gathers', 'expected'],
  fix: 'Gather the file again, or take it off the expected list on purpose.',
  evaluate({ gathers, expected: { entries } }) {
    const active = entries.filter(({ skip }) => !skip)
    const findings = gathers.flatMap((gather) => active.flatMap((entry) => shortfalls(entry, gather)))
    const unknown = entries.filter(({ skip }) => skip?.kind === 'not-evaluated')
    if (findings.length === 0 && unknown.length > 0) {
      const reasons = new Set(unknown.map(({ skip }) => skip?.reason ?? ''))
      return notEvaluated(
        `${counted(unknown.length, 'entry', 'entries')} of the list: ${[...reasons].join('; ')}`,
      )
    }
    if (active.length === 0) return notApplicable('no entry of the list applies to this cluster')
    return {
      looked: `${active.length} of ${counted(entries.length, 'entry', 'entries')} of the list`,
      findings,
    }
  },
})

function shortfalls({ entry, globs }: PlannedEntry, gather: GatherFacts): FindingDraft[] {
  const min = entry.min ?? 1
  return globs.flatMap(({ glob, matches }) => {
    const found = filesMatching(gather, { glob, matches })
    if (found.length >= min && found.length <= (entry.max ?? Infinity)) return []
    const few = found.length < min
    return [
      {
        message: few ? `expected file missing: ${glob}` : `more files than expected: ${glob}`,
        want: few
          ? `${min === 1 ? 'a file' : counted(min, 'file')} ${glob}`
          : `at most ${counted(entry.max ?? 0, 'file')}`,
        got:
          found.length === 0
            ? 'none'
            : `${counted(found.length, 'file')}: ${someOf(found.map(({ path }) => path))}`,
        at: placeIn(gather, glob),
        subject: glob,
      },
    ]
  })
}
