import { ExpectedError } from '../model/errors.js'

/** What is wrong with a Dockerfile, with the place of it. */
export function dockerfileError(file: string, line: number, problem: string, next: string): ExpectedError {
  return new ExpectedError({
    code: 'image.dockerfile-invalid',
    message: `${file}:${line}: ${problem}`,
    next,
    exitCode: 2,
  })
}
