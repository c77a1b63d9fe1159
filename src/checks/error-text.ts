import { groupBy } from '../lib/group-by.js'
import { contract } from './contract.js'
import { defineCheck } from './define-check.js'
import { filesLookedAt, placeIn } from './gathers.js'

export const errorText = defineCheck({
  id: 'MG-FIL-007',
  title: 'error message where data should be',
  group: 'must-gather',
  contract: contract.data,
  reads: ['gathers'],
  fix: 'Do not redirect 2>&1 into data files: send messages to a log, and give the command its exit code in the command log.',
  onPartial: 'findings',
  evaluate({ gathers }) {
    return {
      looked: filesLookedAt(gathers),
      findings: gathers.flatMap((gather) => {
        const byFile = groupBy(gather.errorTexts, ({ path }) => path)
        return [...byFile].map(([path, errors]) => ({
          message: `${path} holds an error message`,
          want: 'data',
          got: errors[0]?.text ?? '',
          at: placeIn(gather, path, errors[0]?.line),
          count: errors.length,
          subject: path,
        }))
      }),
    }
  },
})
