/** What of a text holds something planted; lines are counted from the text's first, which is 0. */
export interface Mark {
  plant: Plant
  first: number
  last: number
}

export interface Plant {
  isSecret: boolean
  kind: string
  place: string
}

/** A text that knows what is planted in it. */
export interface Piece {
  text: string
  marks: readonly Mark[]
}

export const plain = (text: string): Piece => ({ text, marks: [] })

/** A text that holds one planted thing, from its first line to its last unless said otherwise. */
export function marked(text: string, plant: Plant, first = 0, last = lineCount(text) - 1): Piece {
  return { text, marks: [{ plant, first, last }] }
}

/** Puts pieces below each other, or behind each other where the separator is not a line's end. */
export function joined(pieces: readonly Piece[], separator = '\n'): Piece {
  const parts: string[] = []
  const marks: Mark[] = []
  const between = separator.split('\n').length - 1
  let line = 0
  for (const { text, marks: own } of pieces) {
    for (const mark of own) marks.push({ ...mark, first: mark.first + line, last: mark.last + line })
    parts.push(text)
    line += lineCount(text) - 1 + between
  }
  return { text: parts.join(separator), marks }
}

/** The piece with `spaces` before each line that is not empty. */
export function indented({ text, marks }: Piece, spaces: number): Piece {
  const margin = ' '.repeat(spaces)
  return { text: text.replace(/^(?=.)/gm, margin), marks }
}

/** The piece below (or, where the head ends without a line's end, right behind) a head. */
export function headed(head: string, { text, marks }: Piece): Piece {
  return joined([plain(head), { text, marks }], '')
}

export const lineCount = (text: string): number => text.split('\n').length
