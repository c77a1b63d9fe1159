import { ExpectedError, exitCodes } from '../model/errors.js'

/** Which titles `--grep` selects; all where it is not given. Throws on a pattern that is none. */
export function grepSelects(pattern: string | undefined): ((title: string) => boolean) | undefined {
  if (pattern === undefined) return undefined
  try {
    const expression = new RegExp(pattern, 'i')
    return (title) => expression.test(title)
  } catch (error) {
    throw new ExpectedError({
      code: 'usage.grep',
      message: `--grep ${JSON.stringify(pattern)} is not a regular expression`,
      next: 'Give one such as MG-VER or "secret".',
      exitCode: exitCodes.usage,
      cause: error,
    })
  }
}
