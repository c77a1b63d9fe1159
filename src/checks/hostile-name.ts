import { contract } from './contract.js'
import { defineCheck } from './define-check.js'
import { filesLookedAt } from './gathers.js'
import { problemFindings } from './problem-findings.js'

export const hostileName = defineCheck({
  id: 'MG-FIL-006',
  title: 'hostile name or link',
  group: 'must-gather',
  contract: contract.readable,
  reads: ['capture', 'gathers', 'others'],
  fix: 'Gather plain files and folders with plain relative names, and no links out of the folder.',
  onPartial: 'findings',
  evaluate(facts) {
    return {
      looked: filesLookedAt([...facts.gathers, ...facts.others]),
      findings: problemFindings(facts, 'hostile', ({ path }) => ({
        message: `${path === '' ? 'the capture' : path} could harm who unpacks it`,
        want: 'a relative name inside the folder, of a file, a folder or a link inside it',
      })),
    }
  },
})
