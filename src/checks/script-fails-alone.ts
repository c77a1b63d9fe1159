import type { GatherRecord } from '../model/capture-record.js'
import { contract } from './contract.js'
import { counted, defineCheck, notApplicable, notEvaluated } from './define-check.js'

export const scriptFailsAlone = defineCheck({
  id: 'MG-RUN-003',
  title: 'script fails when run alone',
  group: 'must-gather',
  contract: contract.scripts,
  reads: ['record', 'config'],
  fix: 'Let the script create its folders and source what it needs itself, as if gather had never run.',
  onPartial: 'judge',
  evaluate({ record, config }) {
    const wanted = config.gather.scripts
    if (wanted.length === 0) return notApplicable('gather.scripts names no script')
    const runs = wanted.map((script) =>
      record.gathers.find(({ name }) => name === `script.${script.replace(/^.*\//, '')}`),
    )
    const missing = wanted.filter((_, index) => !ended(runs[index]))
    if (missing.length > 0) return notEvaluated(`not run to an end: ${missing.join(', ')}`)
    return {
      looked: counted(wanted.length, 'script'),
      findings: runs
        .filter((run): run is GatherRecord => run !== undefined && !succeeded(run))
        .map((run) => ({
          message: `${run.command.join(' ')} fails when it runs alone`,
          want: 'exit code 0',
          got:
            run.exitCode === undefined
              ? `${run.outcome}: ${run.reason ?? ''}`
              : `${run.outcome}, exit code ${run.exitCode}`,
          at: { path: `gathers/${run.name}/gather.log` },
          subject: run.name,
        })),
    }
  },
})

const ended = (run: GatherRecord | undefined) =>
  run !== undefined && !['interrupted', 'lost', 'not-run', 'no-image'].includes(run.outcome)

const succeeded = (run: GatherRecord) => run.outcome === 'completed' && run.exitCode === 0
