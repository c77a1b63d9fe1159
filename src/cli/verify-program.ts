import type { ExitCode } from '../model/errors.js'
import type { Entry } from './main.js'
import { warmForPath } from './warm-for-path.js'

/** `must-gather verify` alone. */
export async function run(entry: Entry): Promise<ExitCode> {
  warmForPath(entry.argv)
  const [{ runProgram }, { registerVerify }] = await Promise.all([
    import('./program.js'),
    import('./options/verify.js'),
  ])
  return runProgram(entry, [registerVerify])
}
