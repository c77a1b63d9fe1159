import type { ExitCode } from '../model/errors.js'
import type { Entry } from './main.js'
import { registerSecrets } from './options/secrets.js'
import { runProgram } from './program.js'

/** `must-gather secrets` alone. */
export const run = (entry: Entry): Promise<ExitCode> => runProgram(entry, [registerSecrets])
