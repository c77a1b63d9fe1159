import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { parseDuration } from '../lib/duration.js'
import type { ExitCode } from '../model/errors.js'
import { exitCodes } from '../model/errors.js'
import type { Entry } from './main.js'
import { reportFailure } from './report-failure.js'

/** Parses and runs; gives the exit code. */
export async function runProgram(entry: Entry): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.passed
  const done = (code: ExitCode) => {
    exitCode = code
  }
  try {
    await program(entry, done).parseAsync(entry.argv, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.passed : exitCodes.usage
    return reportFailure(error, process.stderr)
  }
}

function program(entry: Entry, done: (code: ExitCode) => void): Command {
  const root = new Command('must-gather')
    .description('Says whether a must-gather image keeps its contract, before it ships.')
    .version(entry.version)
    .exitOverride()
    .showHelpAfterError('(must-gather COMMAND --help lists the options)')
    .addHelpText('after', exitCodeHelp)
  root
    .command('test')
    .description('deploy an ISV, run its gather, judge what came out (npm test)')
    .option(
      '--isv <name>',
      'an ISV of the folder, or the path of an isv.yaml; default: every ISV of the folder',
    )
    .option('--isvs <dir>', 'folder of the ISVs', 'fixtures/isvs')
    .addOption(
      new Option('--cluster <driver>', 'where it runs')
        .choices(['auto', 'embedded', 'kind', 'existing'])
        .default('auto'),
    )
    .option('--profile <name>', 'profile to judge by; default: the one of isv.yaml')
    .option('--timeout <duration>', 'deadline of the whole run, as in 30m', duration)
    .option('--grep <pattern>', 'only the tests whose title matches')
    .option('--keep', 'leave the cluster and what is on it', false)
    .option('--capture <dir>', 'judge a capture that exists; nothing is run')
    .option('--artifacts <dir>', 'folder of captures and reports', 'artifacts')
    .option('--build-arg <key=value>', 'build argument for every image that is built', keyValue, {})
    .addOption(
      new Option('--images <how>', 'pull them, build them, or build where they cannot be pulled')
        .choices(['auto', 'pull', 'build'])
        .default('auto'),
    )
    .option('--kind-config <file>', 'configuration of the kind cluster')
    .option('--kind-image <image>', 'node image of the kind cluster')
    .option('--kubeconfig <file>', 'kubeconfig of an existing cluster')
    .option('--context <name>', 'its context')
    .addOption(
      new Option(
        '--isolation <mode>',
        'how the embedded cluster runs containers; none only inside a throw-away container',
      ).choices(['namespaces', 'none']),
    )
    .option('--verbose', 'say more', false)
    .action(async (options: TestOptions) =>
      done(await (await import('./commands/test.js')).test(entry, options)),
    )
  root
    .command('verify')
    .description('judge what is on disk: a capture, what oc adm must-gather left, a folder, .tar or .tar.gz')
    .argument('<path>')
    .option('--isv <name>', 'configuration to judge by; without it, checks that need one are skipped')
    .option('--isvs <dir>', 'folder of the ISVs', 'fixtures/isvs')
    .option('--profile <name>', 'profile to judge by')
    .addOption(
      new Option('--output <format>', 'what to print')
        .choices(['text', 'json', 'junit', 'html', 'md'])
        .default('text'),
    )
    .action(async (path: string, options: VerifyCommandOptions) =>
      done(await (await import('./commands/verify.js')).verify(entry, path, options)),
    )
  root
    .command('doctor')
    .description('what this machine lacks, and what to do about it')
    .addOption(new Option('--isolation <mode>').choices(['namespaces', 'none']).hideHelp())
    .action(async () => done(await (await import('./commands/doctor.js')).doctor(entry)))
  return root
}

export interface TestOptions {
  isv?: string
  isvs: string
  cluster: 'auto' | 'embedded' | 'kind' | 'existing'
  profile?: string
  timeout?: number
  grep?: string
  keep: boolean
  capture?: string
  artifacts: string
  buildArg: Record<string, string>
  images: 'auto' | 'pull' | 'build'
  kindConfig?: string
  kindImage?: string
  kubeconfig?: string
  context?: string
  isolation?: 'namespaces' | 'none'
  verbose: boolean
}

export interface VerifyCommandOptions {
  isv?: string
  isvs: string
  profile?: string
  output: 'text' | 'json' | 'junit' | 'html' | 'md'
}

function duration(text: string): number {
  const ms = parseDuration(text)
  if (ms === undefined || ms === 0)
    throw new InvalidArgumentError('Give a duration such as 90s, 30m or 1h30m.')
  return ms
}

function keyValue(text: string, previous: Record<string, string>): Record<string, string> {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? []
  if (key === undefined || value === undefined) throw new InvalidArgumentError('Give KEY=VALUE.')
  return { ...previous, [key]: value }
}

const exitCodeHelp = `
Exit codes:
  0    passed
  1    the contract is broken
  2    usage or configuration
  3    the environment failed, or a required check could not be evaluated
  4    a deadline of the harness ran out
  130  interrupted`
