import type { FindingDraft } from '../model/check.js'
import { contract } from './contract.js'
import { defineCheck } from './define-check.js'
import { placeIn } from './gathers.js'
import { problemFindings } from './problem-findings.js'

export const truncatedFile = defineCheck({
  id: 'MG-FIL-008',
  title: 'file truncated',
  group: 'must-gather',
  contract: contract.readable,
  reads: ['capture', 'gathers', 'scripts'],
  fix: 'Wait for the command that writes the file, and write to another name first, then rename.',
  evaluate(facts) {
    const cut = problemFindings(facts, 'truncated', ({ path }) => ({
      message: `${path} is cut off`,
      want: 'a whole file',
    }))
    if ('skip' in cut) return cut
    const documents = facts.gathers.flatMap((gather) =>
      [...gather.contents].flatMap(([path, fact]): FindingDraft[] =>
        'problem' in fact && fact.truncated
          ? [
              {
                message: `${path} ends in the middle`,
                want: 'a whole document',
                got: fact.problem,
                at: placeIn(gather, path, fact.line),
                subject: path,
              },
            ]
          : [],
      ),
    )
    return { looked: cut.looked, findings: [...cut.findings, ...documents] }
  },
})
