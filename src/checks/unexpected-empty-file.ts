import type { GatherFacts } from '../model/facts.js'
import { contract } from './contract.js'
import { defineCheck, notApplicable } from './define-check.js'
import { filesLookedAt, placeIn } from './gathers.js'

export const unexpectedEmptyFile = defineCheck({
  id: 'MG-FIL-003',
  title: 'unexpected empty file',
  group: 'must-gather',
  contract: contract.expectedFiles,
  reads: ['gathers', 'config', 'expected'],
  fix: 'Write a file only when its command gave something, and say in the command log when it failed; or set empty: allowed in the expected list.',
  evaluate({ gathers, config, expected }) {
    if (expected.unexpectedEmpty === 'allow')
      return notApplicable('the expected list says unexpectedEmpty: allow')
    // Other checks speak of these.
    const own = new Set(['version', 'status.json', config.contract.commandLog.path])
    const listed = expected.entries.flatMap(({ globs }) => globs)
    return {
      looked: filesLookedAt(gathers),
      findings: gathers.flatMap((gather) =>
        gather.files
          .filter(
            ({ type, blank, log, path, planted }) =>
              type === 'file' &&
              !planted &&
              blank &&
              !log &&
              !own.has(path) &&
              !listed.some(({ matches }) => matches(path)) &&
              !isDamaged(gather, path),
          )
          .map(({ path, size }) => ({
            message: `${path} is empty`,
            want: 'content, or no file',
            got: `${size} bytes`,
            at: placeIn(gather, path),
            subject: path,
          })),
      ),
    }
  },
})

/** What could not be unpacked is not empty, and other checks say so. */
const isDamaged = ({ problems }: GatherFacts, path: string) =>
  problems.some((problem) => path === problem.path || path.startsWith(`${problem.path}!/`))
