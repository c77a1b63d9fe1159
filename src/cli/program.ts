import { Command, CommanderError } from 'commander'
import type { ExitCode } from '../model/errors.js'
import { exitCodes } from '../model/errors.js'
import type { Entry } from './main.js'
import type { Register } from './options/register.js'
import { reportFailure } from './report-failure.js'

/** Parses and runs one of the commands; gives the exit code. */
export async function runProgram(entry: Entry, commands: readonly Register[]): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.passed
  const done = (code: ExitCode) => {
    exitCode = code
  }
  try {
    await program(entry, commands, done).parseAsync(entry.argv, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.passed : exitCodes.usage
    return await reportFailure(error, process.stderr)
  }
}

function program(entry: Entry, commands: readonly Register[], done: (code: ExitCode) => void): Command {
  const root = new Command('must-gather')
    .description('Says whether a must-gather image keeps its contract, before it ships.')
    .version(entry.version)
    .exitOverride()
    .showHelpAfterError('(must-gather COMMAND --help lists the options)')
    .addHelpText('after', exitCodeHelp)
  for (const register of commands) register(root, entry, done)
  return root
}

const exitCodeHelp = `
Exit codes:
  0    passed
  1    the contract is broken
  2    usage or configuration
  3    the environment failed, or a required check could not be evaluated
  4    a deadline of the harness ran out
  130  interrupted`
