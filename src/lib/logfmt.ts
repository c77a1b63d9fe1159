/** Reads one logfmt line (`a=1 b="two words" flag`) as pairs, or `undefined` where it is malformed. */
export function parseLogfmt(line: string): Map<string, string> | undefined {
  const pairs = new Map<string, string>()
  const pair = /\s*([A-Za-z_][\w.-]*)(?:=(?:"((?:[^"\\]|\\.)*)"|([^\s"]*)))?(?=\s|$)/y
  let position = 0
  while (position < line.length && line.slice(position).trim() !== '') {
    pair.lastIndex = position
    const match = pair.exec(line)
    if (!match) return undefined
    pairs.set(match[1] ?? '', match[2] === undefined ? (match[3] ?? '') : unescape(match[2]))
    position = pair.lastIndex
  }
  return pairs
}

/** Writes pairs as one logfmt line, quoting values that need it. */
export function formatLogfmt(pairs: Iterable<readonly [string, string]>): string {
  return [...pairs].map(([key, value]) => `${key}=${quote(value)}`).join(' ')
}

function quote(value: string): string {
  return /^[^\s"=\\]+$/.test(value) ? value : JSON.stringify(value)
}

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r' }

function unescape(text: string): string {
  return text.replace(/\\(.)/g, (_, char: string) => escapes[char] ?? char)
}
