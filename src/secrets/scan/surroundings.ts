/** What stands near a keyword, each looked for once however many keywords stand close together. */
export interface Surroundings {
  /** How far the next byte of a value is from `at`; Infinity where there is none. */
  distanceTo(byte: number, at: number): number
  /** How many characters of a word stand from `at` on, up to one more than any rule asks about. */
  wordAt(at: number): number
}

/** More characters of a word are not counted. */
const mostCounted = 48

const ofWord = new Uint8Array(256)
for (let code = 0; code < 256; code++) if (/[\w.-]/.test(String.fromCharCode(code))) ofWord[code] = 1

/** For places that are asked about in ascending order. */
export function createSurroundings(bytes: Buffer): Surroundings {
  const next: { byte: number; at: number }[] = []
  let word = { at: -1, length: 0 }
  return {
    distanceTo(byte, at) {
      let found = next.find((known) => known.byte === byte)
      if (!found) next.push((found = { byte, at: -1 }))
      if (found.at < at) {
        const index = bytes.indexOf(byte, at)
        found.at = index < 0 ? Infinity : index
      }
      return found.at - at
    },
    wordAt(at) {
      if (word.at !== at) word = { at, length: lengthOfWord(bytes, at) }
      return word.length
    },
  }
}

function lengthOfWord(bytes: Buffer, at: number): number {
  const most = Math.min(bytes.length, at + mostCounted)
  let end = at
  while (end < most && ofWord[bytes[end] as number]) end++
  return end - at
}
