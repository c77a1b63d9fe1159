import type { ExitCode } from '../model/errors.js'
import type { Entry } from './main.js'
import { warmForPath } from './warm-for-path.js'

/** `must-gather secrets` alone. */
export async function run(entry: Entry): Promise<ExitCode> {
  warmForPath(entry.argv)
  const [{ runProgram }, { registerSecrets }] = await Promise.all([
    import('./program.js'),
    import('./options/secrets.js'),
  ])
  return runProgram(entry, [registerSecrets])
}
