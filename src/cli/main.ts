/** The entry point: reads argv and the environment, runs one command, maps what comes of it to an exit code. */
import { readFileSync } from 'node:fs'
import type { ExitCode } from '../model/errors.js'
import { packageRoot } from '../lib/package-root.js'
import { warmForPath } from './warm-for-path.js'

export interface Entry {
  argv: string[]
  env: Record<string, string | undefined>
  version: string
}

/** Runs the command line and sets the exit code; never throws. */
export async function main(argv: string[]): Promise<void> {
  const version = packageVersion()
  // The commands are loaded only where one is run.
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    process.stdout.write(`${version}\n`)
    return
  }
  const entry = { argv, env: process.env, version }
  const alone = aloneInOneFile.get(argv[0] ?? '')
  if (alone) warmForPath(argv)
  process.exitCode = await (alone ? (await alone()).run(entry) : runOneOf(entry))
}

/** Loading dozens of files takes longer than searching a small capture. */
const aloneInOneFile = new Map([
  ['secrets', () => import('./secrets-program.js')],
  ['verify', () => import('./verify-program.js')],
])

async function runOneOf(entry: Entry): Promise<ExitCode> {
  const [{ runProgram }, { commands }] = await Promise.all([
    import('./program.js'),
    import('./command-list.js'),
  ])
  return runProgram(entry, commands)
}

function packageVersion(): string {
  const text = readFileSync(new URL('package.json', packageRoot), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
