/**
 * What a terminal, an XML parser or a browser acts on instead of showing it: control characters but tab and line feed,
 * lone surrogates, noncharacters, and the bidirectional overrides that make a text read as another.
 */
const unprintable =
  /[\0-\x08\x0B-\x1F\x7F-\x9F\u200E\u200F\u202A-\u202E\u2028\u2029\u2066-\u2069\uFEFF\uFDD0-\uFDEF\uFFFE\uFFFF]|\p{Cs}|[\u{1FFFE}\u{1FFFF}\u{2FFFE}\u{2FFFF}\u{10FFFE}\u{10FFFF}]/gu

/** The text with everything that is not plainly shown written out: ESC becomes `\u{1B}`. CRLF becomes LF. */
export function printable(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(unprintable, escapeCharacter)
}

/** The same in one line, at most `limit` characters long; a cut is marked with `…`. */
export function oneLine(text: string, limit = Infinity): string {
  return clip(
    printable(text.trim())
      .replace(/\s*\n\s*/g, ' ⏎ ')
      .replaceAll('\t', ' '),
    limit,
  )
}

/** At most `limit` characters (UTF-16 units), never half of a surrogate pair; a cut is marked with `…`. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text
  const end = limit - 1
  const splitsPair = /[\uD800-\uDBFF]/.test(text.charAt(end - 1))
  return `${text.slice(0, splitsPair ? end - 1 : end)}…`
}

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`
}
