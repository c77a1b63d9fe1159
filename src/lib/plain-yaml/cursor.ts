/** Is told where each key of a mapping and each item of a sequence begins, in the order of the text. */
export type OnPart = (holder: object, part: string, at: number) => void

/** Where a text is being read: at the first character of something. */
export interface Cursor {
  readonly text: string
  readonly onPart: OnPart | undefined
  at: number
  /** How far `at` is from the beginning of its line; `ended` where the document has no more lines. */
  column: number
}

/** Further out than any line. */
export const ended = -1

/** As many lines as an expression can go back over: at more of them the reader stops, and refuses the text. */
const blank = /(?: *\n){0,100000} */y

/** Goes to the next line that is not blank. Nothing but spaces may be left of the line at `from`. */
export function nextLine(cursor: Cursor, from: number): void {
  const { text } = cursor
  blank.lastIndex = from
  blank.test(text)
  const at = blank.lastIndex
  const column = at - text.lastIndexOf('\n', at - 1) - 1
  cursor.at = at
  cursor.column = at === text.length || (column === 0 && isSeparator(text, at)) ? ended : column
}

/** Whether another document begins there, at the beginning of a line. */
export function isSeparator(text: string, at: number): boolean {
  return text.startsWith('---', at) && (text[at + 3] === '\n' || text[at + 3] === ' ')
}

const rest = / *\n/y

/** Goes to the next line, where nothing else is on this one. */
export function leaveLine(cursor: Cursor, from: number): boolean {
  rest.lastIndex = from
  if (!rest.test(cursor.text)) return false
  nextLine(cursor, from)
  return true
}
