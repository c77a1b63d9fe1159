import type { ExitCode } from '../model/errors.js'
import { ExpectedError, exitCodes } from '../model/errors.js'

/**
 * Says what failed and what to do next; a stack only for what nobody foresaw. An error may quote what was read: secrets in
 * it are taken out.
 */
export async function reportFailure(
  error: unknown,
  stream: { write(text: string): unknown },
): Promise<ExitCode> {
  // Loaded only where something failed.
  const { createScanner, createSeal, defaultSalt } = await import('../secrets/index.js')
  const seal = createSeal({ scanner: createScanner(), known: new Set(), salt: defaultSalt })
  if (error instanceof ExpectedError) {
    stream.write(seal(`error: ${error.message}\n${error.next}\n`))
    return error.exitCode
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  stream.write(
    seal(`The harness itself failed. This is a fault of the harness: please report it.\n${text}\n`),
  )
  return exitCodes.environment
}
