import type { FindingDraft } from '../model/check.js'
import type { GatherFacts } from '../model/facts.js'
import { contract } from './contract.js'
import { defineCheck, notApplicable } from './define-check.js'
import { filesIn, filesLookedAt, isPacked, placeIn } from './gathers.js'

export const unexpectedFile = defineCheck({
  id: 'MG-FIL-004',
  title: 'forbidden or unexpected file',
  group: 'must-gather',
  contract: contract.expectedFiles,
  reads: ['gathers', 'config', 'expected'],
  fix: 'Do not gather the file, or put it on the expected list.',
  onPartial: 'findings',
  evaluate({ gathers, config, expected }) {
    const { forbidden } = expected
    const strict = expected.unexpected === 'fail'
    if (forbidden.length === 0 && !strict) return notApplicable('the expected list forbids nothing')
    const listed = expected.entries.flatMap(({ globs }) => globs)
    const own = new Set(['version', 'status.json', config.contract.commandLog.path])
    const isListed = (path: string) =>
      own.has(path) || [...listed, ...forbidden].some(({ matches }) => matches(path))
    return {
      looked: filesLookedAt(gathers),
      findings: gathers.flatMap((gather) => [
        ...forbidden.flatMap((rule) =>
          filesIn([gather])
            .filter(({ path }) => rule.matches(path))
            .map(({ path }) => draft(gather, path, `no file ${rule.glob}`, 'is forbidden')),
        ),
        ...(strict
          ? filesIn([gather])
              .filter(({ path, planted }) => !planted && !isPacked(path) && !isListed(path))
              .map(({ path }) =>
                draft(gather, path, 'only files of the expected list', 'is not on the expected list'),
              )
          : []),
      ]),
    }
  },
})

function draft(gather: GatherFacts, path: string, want: string, what: string): FindingDraft {
  return { message: `${path} ${what}`, want, got: path, at: placeIn(gather, path), subject: path }
}
