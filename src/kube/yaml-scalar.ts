/** How a text is written as a YAML scalar; the rules are those of go-yaml v2, which kubectl and oc write with. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal'

const wordsOfOtherTypes = new Set(
  ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON', 'n', 'N', 'no', 'No', 'NO']
    .concat(['false', 'False', 'FALSE', 'off', 'Off', 'OFF', '~', 'null', 'Null', 'NULL', '<<'])
    .concat(['.nan', '.NaN', '.NAN', '.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'])
    .concat(['-.inf', '-.Inf', '-.INF']),
)
const integer = /^[-+]?(?:0b[01]+|0o?[0-7]+|0x[0-9a-f]+|0|[1-9]\d*)$/i
const float = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/
const base60 = /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/
const timestamp =
  /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[-+]\d\d:\d\d))|(?: \d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?))?$/

/** Whether a reader would take the bare text for something else than a text. */
function readsAsOtherType(text: string): boolean {
  if (text === '' || wordsOfOtherTypes.has(text)) return true
  if (!/^[-+.\d]/.test(text)) return false
  const plain = text.replaceAll('_', '')
  return integer.test(plain) || float.test(plain) || base60.test(text) || timestamp.test(text)
}

/** Most texts of an API: nothing in them has a meaning in YAML. */
const obviouslyPlain = /^[A-Za-z/][A-Za-z0-9_/.-]*$/
// Go's printable characters: neither a tab nor a carriage return nor what lies beyond the basic plane is one.
const special = /[^\n\x20-\x7E\xA0-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD]/
const lineSeparator = /[\u2028\u2029]/
const indicator = /^(?:---|\.\.\.|[#,[\]{}&*!|>'"%@`]|[?:](?: |$)|-(?: |$))|:(?: |$)| #/

/** Chooses the style; `key` where the text is a mapping's key, which stays on its line. */
export function scalarStyle(text: string, key = false): ScalarStyle {
  if (obviouslyPlain.test(text) && !wordsOfOtherTypes.has(text)) return 'plain'
  if (special.test(text) || lineSeparator.test(text)) return 'double'
  if (text.includes('\n')) return key || text.endsWith(' ') || text.includes(' \n') ? 'double' : 'literal'
  if (readsAsOtherType(text)) return 'double'
  return text.startsWith(' ') || text.endsWith(' ') || indicator.test(text) ? 'single' : 'plain'
}

/** The column after which a line is broken at the next space. */
const bestWidth = 80

/** Where a scalar is written: the column of its first character, and the indentation of its further lines. */
export interface Spot {
  column: number
  indent: number
  /** A key is never broken. */
  key?: boolean
}

/** Writes a text in the style. */
export function writeScalar(text: string, style: ScalarStyle, spot: Spot): string {
  if (style === 'literal') return writeLiteral(text, spot.indent)
  if (style === 'double') return writeDouble(text, spot)
  if (style === 'plain') return fold(text, spot, 0)
  return `'${fold(text.replaceAll("'", "''"), { ...spot, column: spot.column + 1 }, 1)}'`
}

/** Breaks a long text at single spaces. `margin`: how many characters at either end stay as they are. */
function fold(text: string, { column, indent, key }: Spot, margin: number): string {
  if (key || column + text.length <= bestWidth) return text
  let out = ''
  let from = 0
  let start = column
  for (
    let at = text.indexOf(' ', margin);
    at >= 0 && at < text.length - margin;
    at = text.indexOf(' ', at + 1)
  ) {
    if (start + at - from <= bestWidth || text[at + 1] === ' ' || text[at - 1] === ' ') continue
    out += `${text.slice(from, at)}\n${' '.repeat(indent)}`
    from = at + 1
    start = indent
  }
  return out + text.slice(from)
}

function writeLiteral(text: string, indent: number): string {
  const margin = ' '.repeat(indent)
  const hint = /^[ \n]/.test(text) ? '2' : ''
  const chomp = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : ''
  const body = chomp === '-' ? text : text.slice(0, -1)
  return `|${hint}${chomp}\n${body.replace(/^(?=[^\n])/gm, margin)}`
}

const escapes: Record<string, string> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1B': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\x85': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
}

function escape(char: string): string {
  const known = escapes[char]
  if (known !== undefined) return known
  const code = char.codePointAt(0) ?? 0
  const hex = code.toString(16).toUpperCase()
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}

function writeDouble(text: string, { column, indent, key }: Spot): string {
  const escaped = text.replace(
    /["\\]|[^\x20-\x7E\xA0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD]/gu,
    escape,
  )
  if (key || column + escaped.length < bestWidth) return `"${escaped}"`
  const newline = `\n${' '.repeat(indent)}`
  let out = '"'
  let from = 0
  let start = column + 1
  for (
    let at = escaped.indexOf(' ', 1);
    at >= 0 && at < escaped.length - 1;
    at = escaped.indexOf(' ', at + 1)
  ) {
    if (start + at - from <= bestWidth || escaped[at - 1] === ' ') continue
    // A space at the start of a line would be lost.
    out += escaped.slice(from, at) + newline + (escaped[at + 1] === ' ' ? '\\' : '')
    from = at + 1
    start = indent
  }
  return `${out}${escaped.slice(from)}"`
}
