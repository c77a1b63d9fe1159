import type { FindingDraft } from '../model/check.js'
import type { StatusFact } from '../model/facts.js'
import { contract } from './contract.js'
import type { GatherLog } from './command-log.js'
import { commandLogs, withoutCommandLog } from './command-log.js'
import { counted, defineCheck, notApplicable } from './define-check.js'
import { placeIn } from './gathers.js'

export const logAndStatusDisagree = defineCheck({
  id: 'MG-LOG-005',
  title: 'command log and status.json disagree',
  group: 'must-gather',
  contract: contract.commandLog,
  reads: ['gathers'],
  fix: 'Write both from one place, as gather-lib.sh of the reference ISV does.',
  evaluate({ gathers }) {
    const logs = commandLogs(gathers)
    if (logs.every(({ log }) => log.format === 'empty')) return withoutCommandLog
    const both = logs.filter(({ gather }) => gather.status !== undefined)
    if (both.length === 0) return notApplicable('the gather writes no status.json')
    return {
      looked: counted(both.length, 'status.json file'),
      findings: both.flatMap((log) => (log.gather.status ? disagreements(log, log.gather.status) : [])),
    }
  },
})

function disagreements({ gather, log }: GatherLog, status: StatusFact): FindingDraft[] {
  const at = placeIn(gather, 'status.json')
  if ('problem' in status) {
    return [
      {
        message: 'status.json cannot be read',
        want: 'JSON with collectors',
        got: status.problem,
        at,
        subject: 'unreadable',
      },
    ]
  }
  const failedInLog = log.commands.filter(({ exitCode }) => exitCode !== undefined && exitCode !== 0).length
  const failedInStatus = status.collectors.filter(
    ({ exitCode }) => exitCode !== undefined && exitCode !== 0,
  ).length
  const findings: FindingDraft[] = []
  if (log.format === 'logfmt' && failedInLog !== failedInStatus) {
    findings.push({
      message: 'the command log and status.json do not name the same number of failed commands',
      want: `${failedInLog}, as in ${log.path}`,
      got: `${failedInStatus} in status.json`,
      at,
      subject: 'failed commands',
    })
  }
  if (status.overall === 'success' && failedInLog > 0) {
    findings.push({
      message: 'status.json says success, though commands failed',
      want: 'overallStatus degraded or error',
      got: 'overallStatus success',
      at,
      subject: 'overallStatus',
    })
  }
  return findings
}
