import { contract } from './contract.js'
import { defineCheck } from './define-check.js'
import { filesLookedAt, placeIn } from './gathers.js'

export const unprovenClean = defineCheck({
  id: 'MG-SEC-005',
  title: 'not proven clean: could not be searched as a whole',
  group: 'must-gather',
  contract: contract.noSecrets,
  reads: ['gathers', 'others'],
  fix: 'Gather the file in a form that can be read: plain, gzip or tar, unencrypted, and whole. Where it holds more secrets than are told, take out what puts them there, and judge again: the next report tells of the rest.',
  onPartial: 'findings',
  evaluate({ gathers, others }) {
    const all = [...gathers, ...others]
    return {
      looked: filesLookedAt(all),
      findings: all.flatMap((gather) =>
        gather.unproven.map(({ path, reason }) => ({
          message: `${path} is not proven to be clean`,
          want: 'a file in which every secret can be found and told',
          got: reason,
          at: placeIn(gather, path),
          subject: path,
        })),
      ),
    }
  },
})
