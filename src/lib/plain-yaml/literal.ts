import type { Cursor } from './cursor.js'
import { nextLine } from './cursor.js'

const header = /\|([1-9]?)([-+]?) *\n/y
/** What is indented further, or has more lines, is left to the parser of everything. */
const furthest = 300
const mostLines = 1_000_000

/** A text that stands as it is, line by line, below the line that says so. */
export function readLiteral(cursor: Cursor, indent: number): string | undefined {
  const { text, at } = cursor
  header.lastIndex = at
  const [all, width, chomping] = header.exec(text) ?? []
  if (all === undefined) return undefined
  const start = at + all.length
  const inner = width ? indent + Number(width) : spacesBefore(text, start)
  if (inner <= indent || inner > furthest) return undefined
  const lines = linesAt(inner)
  lines.lastIndex = start
  lines.test(text)
  const end = lines.lastIndex
  nextLine(cursor, end)
  return chomp(outdent(text.slice(start, end), inner), chomping)
}

/** 0 where the line is blank, which says nothing of those to come. */
function spacesBefore(text: string, at: number): number {
  spaces.lastIndex = at
  spaces.test(text)
  return spaces.lastIndex === 0 ? 0 : spaces.lastIndex - at
}

const spaces = / +(?=[^ \n])/y

const linesAt = (indent: number) => new RegExp(`(?: {${indent}}[^\\n]*\\n| *\\n){0,${mostLines}}`, 'y')

const outdent = (lines: string, by: number) =>
  `\n${lines}`.replace(new RegExp(`\\n {0,${by}}`, 'g'), '\n').slice(1)

/** What comes of the line breaks at the end. */
function chomp(lines: string, chomping: string | undefined): string {
  if (chomping === '+') return lines
  let end = lines.length
  while (lines[end - 1] === '\n') end--
  return end > 0 && chomping !== '-' ? lines.slice(0, end + 1) : lines.slice(0, end)
}
