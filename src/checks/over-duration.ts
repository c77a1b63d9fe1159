import { formatDuration } from '../lib/duration.js'
import { contract } from './contract.js'
import { counted, defineCheck, notApplicable, notEvaluated } from './define-check.js'

export const overDuration = defineCheck({
  id: 'MG-BUD-001',
  title: 'gather takes longer than its budget',
  group: 'must-gather',
  contract: contract.budgets,
  reads: ['record', 'config'],
  fix: 'Collect in parallel, or less; or raise contract.budgets.duration.',
  evaluate({ record, config }) {
    const budget = config.contract.budgets.durationMs
    if (budget === undefined) return notApplicable('contract.budgets.duration is not given')
    const took = record.gathers.find(({ name }) => name === 'default')?.durationMs
    if (took === undefined) return notEvaluated('the duration of the gather is not known')
    return {
      looked: counted(1, 'gather'),
      findings:
        took <= budget
          ? []
          : [
              {
                message: 'the gather takes longer than its budget',
                want: `at most ${formatDuration(budget)}`,
                got: formatDuration(took),
                subject: 'duration',
              },
            ],
    }
  },
})
