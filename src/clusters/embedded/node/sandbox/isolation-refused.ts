import { ExpectedError } from '../../../../model/errors.js'

/** This machine cannot keep containers apart: why, and what to do about it. */
export function isolationRefused(why: string, next: string, cause?: unknown): ExpectedError {
  return new ExpectedError({
    code: 'embedded.isolation-refused',
    message: `the embedded cluster cannot isolate containers on this machine: ${why}`,
    next,
    exitCode: 3,
    cause,
  })
}
