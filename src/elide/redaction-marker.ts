import { redactionMarkers } from '../model/redaction-markers.js'

/** Whether a text says that a value was taken out: `<redacted>`, `REDACTED`, `****`, plain or in base64. */
export type IsMarker = (text: string) => boolean

/** The longest marker of one character: what is longer is judged as what it is. */
const longestFill = 64

/** How many brackets and the like are taken off at either end. */
const mostBrackets = 3

/** The test for a list of markers, as a profile holds it. */
export function markerTest(markers: readonly string[]): IsMarker {
  const fills = new Map(markers.filter(isFill).map((fill) => [fill.charAt(0).toLowerCase(), fill.length]))
  const words = new Set(markers.filter((marker) => !isFill(marker)).map(bare))
  const longestWord = Math.max(0, ...[...words].map(({ length }) => length)) + 2 * mostBrackets
  const isPlain = (text: string) =>
    (text.length <= longestWord && words.has(bare(text))) || isFilled(text, fills)
  return (text) => {
    const trimmed = text.trim()
    if (isPlain(trimmed)) return true
    return /^[\w+/]{4,64}={0,2}$/.test(trimmed) && isPlain(decode(trimmed).trim())
  }
}

/** The test with the list that the published profiles hold. */
export const isRedactionMarker: IsMarker = markerTest(redactionMarkers)

function isFill(marker: string): boolean {
  return /^(.)\1{2,16}$/.test(marker)
}

function isFilled(text: string, fills: ReadonlyMap<string, number>): boolean {
  if (text.length > longestFill) return false
  const [first = ''] = text
  const least = fills.get(first.toLowerCase())
  return least !== undefined && text.length >= least && text === first.repeat(text.length)
}

/** Without the brackets and the like that stand around a marker. */
function bare(text: string): string {
  const start = countBrackets(text, '<[({*_-', (taken) => text.charAt(taken))
  const inner = text.slice(start)
  const end = countBrackets(inner, '>])}*_-', (taken) => inner.charAt(inner.length - 1 - taken))
  return inner.slice(0, inner.length - end).toLowerCase()
}

function countBrackets(text: string, brackets: string, at: (taken: number) => string): number {
  let taken = 0
  while (taken < Math.min(mostBrackets, text.length) && brackets.includes(at(taken))) taken++
  return taken
}

function decode(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8')
}
