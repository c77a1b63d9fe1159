import { contract } from './contract.js'
import { defineCheck, notEvaluated } from './define-check.js'

export const exitCode = defineCheck({
  id: 'MG-RUN-001',
  title: 'gather failed',
  group: 'must-gather',
  contract: contract.exits,
  reads: ['record'],
  fix: 'Read gather.log for the command that failed. A gather that could collect anything exits 0 and says in its command log what failed.',
  onPartial: 'findings',
  evaluate({ record }) {
    const gather = record.gathers.find(({ name }) => name === 'default')
    if (gather?.exitCode === undefined) return notEvaluated('the exit code of the gather is not known')
    // A gather that was killed at its deadline, or that could not be started, is another check's.
    if (gather.outcome !== 'completed') return { looked: gather.command.join(' '), findings: [] }
    return {
      looked: gather.command.join(' '),
      findings:
        gather.exitCode === 0
          ? []
          : [
              {
                message: `${gather.command.join(' ')} ended with exit code ${gather.exitCode}`,
                want: 'exit code 0',
                got: `exit code ${gather.exitCode}${gather.reason ? ` (${gather.reason})` : ''}`,
                at: { path: 'gathers/default/gather.log' },
                subject: 'default',
              },
            ],
    }
  },
})
