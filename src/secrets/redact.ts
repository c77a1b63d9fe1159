import { withoutPrivateKeys } from './private-key-blocks.js'
import type { Scanner } from './scanner.js'
import { scanBytes } from './scanner.js'

const leftOut = '<line left out: it holds a secret>'

/** How far apart the lines of one secret are: a variable's name and its value, base64 that is wrapped. */
const mostLines = 40
/** Leaving lines out may bring others together; a text that still holds a secret then is not shown at all. */
const mostRounds = 16

/**
 * The text as it may be shown: lines that hold a secret are left out whole, a private key as a block. For output of
 * programs and short quotations of gathered data.
 */
export function redactText(scanner: Scanner, text: string): string {
  const holds = (lines: readonly string[]) => scanBytes(scanner, '', `${lines.join('\n')}\n`).length > 0
  const lines = withoutPrivateKeys(text, '<private key left out>')
    .split('\n')
    .map((line) => (holds([line]) ? leftOut : line))
  if (lines.length === 1) return lines.join()
  for (let round = 0; round < mostRounds; round++) {
    const found = scanBytes(scanner, '', lines.join('\n'))
    if (found.length === 0) return lines.join('\n')
    for (const { line } of found.flatMap(({ places }) => places)) leaveOut(lines, line - 1, holds)
  }
  return '<text left out: it holds secrets>'
}

/** Leaves out the fewest lines around one at which a secret was found that hold it together. */
function leaveOut(lines: string[], at: number, holds: (lines: readonly string[]) => boolean): void {
  for (let first = at; first >= Math.max(0, at - mostLines); first--) {
    const end = endOfSecret(lines, first, holds)
    if (end === undefined) continue
    lines.fill(leftOut, first, end)
    return
  }
}

function endOfSecret(
  lines: readonly string[],
  first: number,
  holds: (lines: readonly string[]) => boolean,
): number | undefined {
  const most = Math.min(lines.length, first + mostLines)
  if (!holds(lines.slice(first, most))) return undefined
  let end = most
  while (end > first + 1 && holds(lines.slice(first, end - 1))) end--
  return end
}
