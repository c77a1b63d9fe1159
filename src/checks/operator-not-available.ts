import { contract } from './contract.js'
import { counted, defineCheck, notApplicable, notEvaluated } from './define-check.js'

export const operatorNotAvailable = defineCheck({
  id: 'MG-OPR-001',
  title: 'operator not available',
  group: 'operator',
  contract: contract.operator,
  reads: ['record', 'config'],
  fix: 'Read the conditions, events and log lines that stand beside it; install the operator by hand and watch it.',
  onPartial: 'judge',
  evaluate({ record, config }) {
    if (config.ready.length === 0) return notApplicable('isv.yaml names nothing under ready')
    if (!record.operator) return notEvaluated('the run ended before the operator was waited for')
    return {
      looked: counted(record.operator.ready.length, 'condition'),
      findings: record.operator.ready
        .filter(({ ready }) => !ready)
        .map(({ what, why }) => ({
          message: `${what} did not come`,
          want: what,
          got: why ?? 'not in time',
          subject: what,
        })),
    }
  },
})
