import { formatBytes } from '../lib/quantity.js'
import { contract } from './contract.js'
import { counted, defineCheck, notApplicable } from './define-check.js'

export const overSize = defineCheck({
  id: 'MG-BUD-002',
  title: 'output larger than its budget',
  group: 'must-gather',
  contract: contract.budgets,
  reads: ['gathers', 'config'],
  fix: 'Limit logs (MUST_GATHER_SINCE, --tail), or gather less; or raise contract.budgets.size.',
  onPartial: 'findings',
  evaluate({ gathers, config }) {
    const budget = config.contract.budgets.sizeBytes
    if (budget === undefined) return notApplicable('contract.budgets.size is not given')
    return {
      looked: counted(gathers.length, 'gather'),
      findings: gathers.flatMap((gather) => {
        if (gather.bytes <= budget) return []
        return [
          {
            message: 'output larger than its budget',
            want: `at most ${formatBytes(budget)}`,
            got: formatBytes(gather.bytes),
            at: { path: gather.root || '.' },
            subject: 'size',
          },
        ]
      }),
    }
  },
})
