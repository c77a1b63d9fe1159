import type { ExitCode } from '../model/errors.js'
import { ExpectedError, exitCodes } from '../model/errors.js'

/** Says what failed and what to do next; a stack only for what nobody foresaw. */
export function reportFailure(error: unknown, stream: { write(text: string): unknown }): ExitCode {
  if (error instanceof ExpectedError) {
    stream.write(`error: ${error.message}\n${error.next}\n`)
    return error.exitCode
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  stream.write(`The harness itself failed. This is a fault of the harness: please report it.\n${text}\n`)
  return exitCodes.environment
}
