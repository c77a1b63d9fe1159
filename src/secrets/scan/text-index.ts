/** Texts, of which it is asked whether one of them is a part of another text, or has that as a part. */
export interface TextIndex {
  add(text: string): void
  /** Whether `text` is a part of one that was added, or has one as a part. */
  touches(text: string): boolean
}

/** As few texts are compared one by one. */
const few = 64
/** How many characters of a text at a time are marked. */
const gram = 6
/** Marks are bits of a table, found by a hash. */
const tableBits = 22
/** By as many of its first characters a text is found in another one. */
const head = 12

/** So that thousands of different secrets in one file are not compared each with each. */
export function createTextIndex(first: readonly string[]): TextIndex {
  const texts: string[] = []
  let table: Uint8Array | undefined
  const byHead = new Map<string, string[]>()
  const headLengths = new Set<number>()

  const enter = (text: string) => {
    markGrams((table ??= new Uint8Array(2 ** tableBits / 8)), text)
    const key = text.slice(0, head)
    headLengths.add(key.length)
    const others = byHead.get(key)
    if (others) others.push(text)
    else byHead.set(key, [text])
  }
  const isPart = (text: string) =>
    (!table || mayHold(table, text)) && texts.some((other) => other.includes(text))
  const hasPart = (text: string) => {
    for (const length of headLengths)
      for (let at = 0; at + length <= text.length; at++)
        if (byHead.get(text.slice(at, at + length))?.some((other) => text.startsWith(other, at))) return true
    return false
  }

  const index: TextIndex = {
    add(text) {
      texts.push(text)
      if (table) enter(text)
      else if (texts.length > few) texts.forEach(enter)
    },
    touches: (text) => isPart(text) || (table ? hasPart(text) : texts.some((other) => text.includes(other))),
  }
  first.forEach((text) => index.add(text))
  return index
}

function markGrams(table: Uint8Array, text: string): void {
  for (let at = 0; at + gram <= text.length; at++) {
    const bit = bitOf(text, at)
    table[bit >>> 3] = (table[bit >>> 3] ?? 0) | (1 << (bit & 7))
  }
}

/** No says for sure that no text that was marked has this one as a part. */
function mayHold(table: Uint8Array, text: string): boolean {
  for (let at = 0; at + gram <= text.length; at++) {
    const bit = bitOf(text, at)
    if (((table[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0) return false
  }
  return true
}

function bitOf(text: string, at: number): number {
  let hash = 0
  for (let i = at; i < at + gram; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x9e3779b1)
  return hash >>> (32 - tableBits)
}
