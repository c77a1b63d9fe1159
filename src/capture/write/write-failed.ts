import { ExpectedError } from '../../model/errors.js'

/** What is wrong is this side's: no room, no rights. */
export function writeFailed(error: unknown, path: string): ExpectedError {
  return new ExpectedError({
    code: 'capture.write-failed',
    message: `${path} cannot be written: ${(error as Error).message}`,
    next: 'Make room there, or name a folder that you may write to.',
    exitCode: 3,
    cause: error,
  })
}
