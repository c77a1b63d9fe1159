import { formatDuration } from '../lib/duration.js'
import type { FindingDraft } from '../model/check.js'
import { contract } from './contract.js'
import { counted, defineCheck, notEvaluated } from './define-check.js'
import { placeIn } from './gathers.js'

export const timeout = defineCheck({
  id: 'MG-RUN-002',
  title: 'gather did not end in time, or was interrupted',
  group: 'must-gather',
  contract: contract.exits,
  reads: ['record', 'gathers'],
  fix: 'Give every command of the gather a time limit, collect in parallel, or raise gather.timeout where the data needs it.',
  onPartial: 'judge',
  evaluate({ record, gathers }) {
    const findings: FindingDraft[] = []
    const gather = record.gathers.find(({ name }) => name === 'default')
    if (!gather || gather.startedAt === undefined) return notEvaluated('the gather did not start')
    if (gather.outcome === 'interrupted' || gather.outcome === 'lost') {
      return notEvaluated(`the gather was ${gather.outcome}: ${gather.reason ?? 'not by its own doing'}`)
    }
    if (gather.outcome === 'timeout') {
      findings.push({
        message: `${gather.command.join(' ')} had not ended at its deadline`,
        want: 'an end within gather.timeout',
        got: `still running after ${formatDuration(gather.durationMs ?? 0)}`,
        at: { path: 'gathers/default/gather.log' },
        subject: 'default',
      })
    }
    if (gather.outcome === 'disk-limit') {
      findings.push({
        message: gather.reason ?? 'the gather was ended before it filled the disk',
        want: 'an end before the volume is full',
        got: 'ended by the client',
        at: { path: 'gathers/default/gather.log' },
        subject: 'default',
      })
    }
    for (const { status, ...facts } of gathers) {
      if (!status || 'problem' in status || !status.interrupted || gather.outcome === 'timeout') continue
      findings.push({
        message: 'status.json says that the gather was interrupted',
        want: 'interrupted: false',
        got: 'interrupted: true',
        at: placeIn(facts, 'status.json'),
        subject: 'status.json',
      })
    }
    return { looked: counted(1, 'gather'), findings }
  },
})
