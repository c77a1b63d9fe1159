/** The entry point: reads argv and the environment, runs one command, maps what comes of it to an exit code. */
import { readFileSync } from 'node:fs'
import { packageRoot } from '../lib/package-root.js'

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
  const [{ runProgram }, { commands }] = await Promise.all([
    import('./program.js'),
    import('./command-list.js'),
  ])
  process.exitCode = await runProgram({ argv, env: process.env, version }, commands)
}

function packageVersion(): string {
  const text = readFileSync(new URL('package.json', packageRoot), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
