import { ExpectedError, exitCodes } from '../model/errors.js'

/** Which checks of an ISV `--grep` selects by their titles, as Playwright does; all where it is not given. Throws on a pattern that is none. */
export function grepSelects(
  pattern: string | undefined,
  isv: string,
): ((title: string) => boolean) | undefined {
  if (pattern === undefined) return undefined
  try {
    const expression = new RegExp(pattern, 'i')
    return (title) => expression.test(`${isv} ${title}`)
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
