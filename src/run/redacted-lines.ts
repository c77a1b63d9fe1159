const keyBegins = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY/g
const keyEnds = /-----END [A-Z ]{0,60}-----/g
/** A key that never ends is none: after as many lines the rest is shown again. */
const longestKey = 200

const count = (line: string, pattern: RegExp) => line.match(pattern)?.length ?? 0

/**
 * Makes what shows the lines of pods, one by one as they come, without the secrets in them. `who` tells whose line it is, as
 * the lines of several come by turns: a private key is left out from its first line to its last. A pod that prints one to
 * both of its streams has the lines of two in each other: the last of them ends it.
 */
export function redactedLines(redact: (text: string) => string): (who: string, line: string) => string {
  const insideKey = new Map<string, { open: number; left: number }>()
  return (who, line) => {
    const before = insideKey.get(who) ?? { open: 0, left: 0 }
    const begins = count(line, keyBegins)
    const hidden = begins > 0 || before.left > 0
    if (!hidden) return redact(line)
    const open = Math.max(0, before.open + begins - count(line, keyEnds))
    insideKey.set(who, { open, left: open === 0 ? 0 : begins > 0 ? longestKey : before.left - 1 })
    return '<line left out: it holds a secret>'
  }
}
