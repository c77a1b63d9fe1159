import type { FindingDraft } from '../model/check.js'
import { contract } from './contract.js'
import type { GatherLog } from './command-log.js'
import { commandLogs, withoutCommandLog } from './command-log.js'
import { defineCheck, notApplicable, notEvaluated } from './define-check.js'
import { filesLookedAt, placeIn } from './gathers.js'

const selfMade = ['version', 'status.json', 'timestamp', 'gather.logs', 'event-filter.html']

export const unclaimedOutput = defineCheck({
  id: 'MG-LOG-004',
  title: 'output that no command claims, or claimed output missing',
  group: 'must-gather',
  contract: contract.commandLog,
  reads: ['gathers'],
  fix: 'Name in out= the file, or the folder with a final /, that the command writes, relative to the must-gather folder.',
  evaluate({ gathers }) {
    const logs = commandLogs(gathers)
    if (logs.every(({ log }) => log.format === 'empty')) return withoutCommandLog
    const claiming = logs.filter(({ log }) => log.commands.some(({ output }) => output !== undefined))
    if (claiming.length === 0) return notApplicable('the command log says of no command what it wrote')
    const findings = claiming.flatMap((log) => [...missing(log), ...unclaimed(log)])
    // Whose output it is may stand on a line that cannot be read.
    if (findings.length > 0 && claiming.some(({ log }) => log.strays.length > 0))
      return notEvaluated('lines of the command log cannot be read', 'MG-LOG-002')
    return {
      looked: filesLookedAt(claiming.map(({ gather }) => gather)),
      findings,
    }
  },
})

/** `.` is the must-gather folder itself, and all that is in it. */
const wholeFolder = '.'

const clean = (output: string) => output.replace(/^\.\/(?=.)/, '').replace(/\/$/, '')

/** A command that failed need not have written anything: MG-LOG-003 speaks of it. */
function missing({ gather, log }: GatherLog): FindingDraft[] {
  return log.commands
    .filter(
      ({ output, exitCode }) =>
        output !== undefined && exitCode === 0 && !exists(gather.files, clean(output)),
    )
    .map(({ output, line }) => ({
      message: `${output} is claimed by a command, but is not there`,
      want: `a file ${output}`,
      got: 'no such file',
      at: placeIn(gather, log.path, line),
      subject: output ?? '',
    }))
}

function exists(files: readonly { path: string }[], output: string): boolean {
  return output === wholeFolder || files.some(({ path }) => path === output || path.startsWith(`${output}/`))
}

function unclaimed({ gather, log }: GatherLog): FindingDraft[] {
  const claims = log.commands.flatMap(({ output }) => (output === undefined ? [] : [clean(output)]))
  const exact = new Set([...claims, ...selfMade, log.path])
  if (exact.has(wholeFolder)) return []
  const claimed = (path: string): boolean => {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (exact.has(path.slice(0, end))) return true
    }
    return false
  }
  return gather.files
    .filter(({ type, path }) => type === 'file' && !path.includes('!/') && !claimed(path))
    .map(({ path }) => ({
      message: `no command of the log claims ${path}`,
      want: `a command with out=${path}`,
      got: 'none',
      at: placeIn(gather, path),
      subject: path,
    }))
}
