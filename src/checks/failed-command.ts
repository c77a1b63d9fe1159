import { matchesWildcard } from '../lib/wildcard.js'
import { contract } from './contract.js'
import { commandLogs, withoutCommandLog } from './command-log.js'
import { counted, defineCheck, notEvaluated } from './define-check.js'
import { placeIn } from './gathers.js'

export const failedCommand = defineCheck({
  id: 'MG-LOG-003',
  title: 'failed command',
  group: 'must-gather',
  contract: contract.commandLog,
  reads: ['gathers', 'config'],
  fix: 'Mend the command, do not run it where it cannot work, or name it under contract.commandLog.allowFailed.',
  evaluate({ gathers, config }) {
    const logs = commandLogs(gathers)
    if (logs.every(({ log }) => log.format === 'empty')) return withoutCommandLog
    const known = logs.flatMap(({ gather, log }) =>
      log.commands.flatMap((command) =>
        command.exitCode === undefined ? [] : [{ gather, log, ...command }],
      ),
    )
    if (known.length === 0) return notEvaluated('no command of the log has a status', 'MG-LOG-002')
    const allowed = (command: string) =>
      config.contract.commandLog.allowFailed.some((glob) => matchesWildcard(command, glob))
    return {
      looked: counted(known.length, 'command'),
      findings: known
        .filter(({ exitCode, command }) => exitCode !== 0 && !allowed(command))
        .map(({ gather, log, line, command, exitCode, error }) => ({
          message: `a command failed: ${command}`,
          want: 'rc=0',
          got: `rc=${exitCode}${error ? `: ${error}` : ''}`,
          at: placeIn(gather, log.path, line),
          subject: command,
        })),
    }
  },
})
