import { contract } from './contract.js'
import { defineCheck } from './define-check.js'
import { filesLookedAt, placeIn } from './gathers.js'

export const unprovenClean = defineCheck({
  id: 'MG-SEC-005',
  title: 'not proven clean: could not be read',
  group: 'must-gather',
  contract: contract.noSecrets,
  reads: ['gathers', 'others'],
  fix: 'Gather the file in a form that can be read: plain, gzip or tar, unencrypted, and whole.',
  onPartial: 'findings',
  evaluate({ gathers, others }) {
    const all = [...gathers, ...others]
    return {
      looked: filesLookedAt(all),
      findings: all.flatMap((gather) =>
        gather.unproven.map(({ path, reason }) => ({
          message: `${path} could not be searched for secrets`,
          want: 'a file that can be read',
          got: reason,
          at: placeIn(gather, path),
          subject: path,
        })),
      ),
    }
  },
})
