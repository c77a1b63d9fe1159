import { contract } from './contract.js'
import { counted, defineCheck, notApplicable } from './define-check.js'
import { filesIn, isPacked } from './gathers.js'

export const overFiles = defineCheck({
  id: 'MG-BUD-003',
  title: 'more files than the budget',
  group: 'must-gather',
  contract: contract.budgets,
  reads: ['gathers', 'config'],
  fix: 'Write lists instead of one file for each object; or raise contract.budgets.files.',
  onPartial: 'findings',
  evaluate({ gathers, config }) {
    const budget = config.contract.budgets.files
    if (budget === undefined) return notApplicable('contract.budgets.files is not given')
    return {
      looked: counted(gathers.length, 'gather'),
      findings: gathers.flatMap((gather) => {
        const got = filesIn([gather]).filter(({ path }) => !isPacked(path)).length
        if (got <= budget) return []
        return [
          {
            message: 'more files than the budget',
            want: `at most ${String(budget)}`,
            got: String(got),
            at: { path: gather.root || '.' },
            subject: 'files',
          },
        ]
      }),
    }
  },
})
