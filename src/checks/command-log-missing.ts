import { contract } from './contract.js'
import { counted, defineCheck } from './define-check.js'
import { placeIn } from './gathers.js'

export const commandLogMissing = defineCheck({
  id: 'MG-LOG-001',
  title: 'no command log',
  group: 'must-gather',
  contract: contract.commandLog,
  reads: ['gathers', 'config'],
  fix: 'Append a line with ts=, cmd=, rc= and out= to gather-debug.log after each command; gather-lib.sh of the reference ISV does.',
  evaluate({ gathers, config }) {
    const path = config.contract.commandLog.path
    return {
      looked: counted(gathers.length, 'gather'),
      findings: gathers
        .filter((gather) => !gather.commandLog || gather.commandLog.format === 'empty')
        .map((gather) => ({
          message: gather.commandLog ? `${path} is empty` : `there is no ${path}`,
          want: 'one line for each command, with its status',
          got: gather.commandLog ? 'an empty file' : 'no such file',
          at: placeIn(gather, path),
          subject: path,
        })),
    }
  },
})
