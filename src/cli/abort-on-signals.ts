import { ExpectedError, exitCodes } from '../model/errors.js'

/** A signal that Ctrl-C and the system's request to end abort, with an error that says so (exit code 130). */
export function abortOnSignals(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(name, () => controller.abort(interrupted()))
  return controller.signal
}

const interrupted = () =>
  new ExpectedError({
    code: 'interrupted',
    message: 'interrupted before everything was read',
    next: 'Nothing is said of what was read until then. Start the command again.',
    exitCode: exitCodes.interrupted,
  })
