import { ExpectedError, exitCodes } from '../model/errors.js'

/** What was asked for cannot be done as it was asked: exit code 2. Codes begin with `waive.` or `manifest.`. */
export const refused = (code: string, message: string, next: string, cause?: unknown) =>
  new ExpectedError({ code, message, next, exitCode: exitCodes.usage, cause })
