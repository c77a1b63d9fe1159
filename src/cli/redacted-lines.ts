import { createScanner, redactText } from '../secrets/index.js'

const keyBegins = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY/
const keyEnds = /-----END [A-Z ]{0,60}-----/
/** A key that never ends is none: after as many lines the rest is shown again. */
const longestKey = 200

/**
 * Makes what shows the lines of pods, one by one as they come, without the secrets in them. `who` tells whose line it is, as
 * the lines of several come by turns: a private key is left out from its first line to its last.
 */
export function redactedLines(): (who: string, line: string) => string {
  let scanner: ReturnType<typeof createScanner> | undefined
  const insideKey = new Map<string, number>()
  return (who, line) => {
    const left = keyBegins.test(line) ? longestKey : (insideKey.get(who) ?? 0)
    insideKey.set(who, keyEnds.test(line) ? 0 : Math.max(0, left - 1))
    if (left > 0) return '<line left out: it holds a secret>'
    return redactText((scanner ??= createScanner()), line)
  }
}
