import type { FindingDraft } from '../model/check.js'
import type { Facts, GatherFacts } from '../model/facts.js'
import { contract } from './contract.js'
import { defineCheck } from './define-check.js'
import { filesLookedAt, placeIn } from './gathers.js'
import { problemFindings } from './problem-findings.js'

export const truncatedFile = defineCheck({
  id: 'MG-FIL-008',
  title: 'file truncated',
  group: 'must-gather',
  contract: contract.readable,
  reads: ['capture', 'gathers', 'others'],
  fix: 'Wait for the command that writes the file, and write to another name first, then rename.',
  onPartial: 'findings',
  evaluate(facts) {
    return {
      looked: filesLookedAt([...facts.gathers, ...facts.others]),
      findings: [
        ...unreadableCapture(facts),
        ...problemFindings(facts, 'truncated', ({ path }) => ({
          message: `${path === '' ? 'the capture' : path} is cut off`,
          want: path === '' ? 'a whole archive' : 'a whole file',
        })),
        ...facts.gathers.flatMap(cutDocuments),
      ],
    }
  },
})

/** What is in no gather was not searched for secrets either way: that an archive broke must not pass. */
function unreadableCapture({ capture }: Pick<Facts, 'capture'>): FindingDraft[] {
  return capture.problems
    .filter(({ kind }) => kind === 'unreadable')
    .map(({ path, reason }) => ({
      message: `${path === '' ? 'the capture' : path} cannot be read to its end`,
      want: 'a whole archive',
      got: reason,
      ...(path === '' ? {} : { at: { path } }),
      subject: path,
    }))
}

/** Documents without their end, where the file itself did arrive whole. */
function cutDocuments(gather: GatherFacts): FindingDraft[] {
  const cut = new Set(gather.problems.filter(({ kind }) => kind === 'truncated').map(({ path }) => path))
  return [...gather.contents].flatMap(([path, fact]) =>
    'problem' in fact && fact.truncated && !cut.has(path)
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
  )
}
