import type { FindingDraft } from '../model/check.js'
import { contract } from './contract.js'
import type { GatherLog } from './command-log.js'
import { commandLogs, withoutCommandLog } from './command-log.js'
import { counted, defineCheck } from './define-check.js'
import { placeIn } from './gathers.js'

export const commandWithoutStatus = defineCheck({
  id: 'MG-LOG-002',
  title: 'command without status',
  group: 'must-gather',
  contract: contract.commandLog,
  reads: ['gathers'],
  fix: 'Write rc=<exit code> on the line of each command, each line in one write so that parallel scripts cannot cut it.',
  evaluate({ gathers }) {
    const logs = commandLogs(gathers).filter(({ log }) => log.format !== 'empty')
    if (logs.length === 0) return withoutCommandLog
    return {
      looked: counted(
        logs.reduce((sum, { log }) => sum + log.commands.length + log.strays.length, 0),
        'log entry',
        'log entries',
      ),
      findings: logs.flatMap((log) => (log.log.format === 'free-text' ? freeText(log) : entries(log))),
    }
  },
})

function freeText({ gather, log }: GatherLog): FindingDraft[] {
  const lines = log.strays.length
  return [
    {
      message: `${log.path} is free text: the status of its commands is unknown`,
      want: 'logfmt lines with cmd= and rc=',
      got: `${counted(lines, 'line')} without a status`,
      at: placeIn(gather, log.path, log.strays[0]?.line ?? 1),
      count: Math.max(1, lines),
      subject: 'free text',
    },
  ]
}

function entries({ gather, log }: GatherLog): FindingDraft[] {
  const silent = log.commands
    .filter(({ exitCode }) => exitCode === undefined)
    .map(({ line, command }) => ({
      message: `no status for: ${command}`,
      want: 'rc=<exit code>',
      got: 'a line without rc',
      at: placeIn(gather, log.path, line),
      subject: command,
    }))
  const unreadable = log.strays.map(({ line, text, cutOff }) => ({
    message: cutOff ? 'the log is cut off in the middle of an entry' : 'an entry of the log cannot be read',
    want: 'whole logfmt lines',
    got: text,
    at: placeIn(gather, log.path, line),
    subject: cutOff ? 'cut off' : text,
  }))
  return [...silent, ...unreadable]
}
