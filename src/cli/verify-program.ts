import type { ExitCode } from '../model/errors.js'
import type { Entry } from './main.js'
import { registerVerify } from './options/verify.js'
import { runProgram } from './program.js'

/** `must-gather verify` alone. */
export const run = (entry: Entry): Promise<ExitCode> => runProgram(entry, [registerVerify])
