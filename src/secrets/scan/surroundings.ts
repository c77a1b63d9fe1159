/** What stands near a keyword, each looked for once however many keywords stand close together. */
export interface Surroundings {
  /** How far the next byte of a value is from `at`; more than any rule asks about where there is none. */
  distanceTo(byte: number, at: number): number
  /** How many characters of a word stand from `at` on; some of them where they are more than any rule asks about. */
  wordAt(at: number): number
}

/** So many characters of a word are enough to know. */
const enough = 64
/** Beyond the end of all bytes. */
const nowhere = 2 ** 30 - 1

const ofWord = new Uint8Array(256)
for (let code = 0; code < 256; code++) if (/[\w.-]/.test(String.fromCharCode(code))) ofWord[code] = 1

/** For places that are asked about in ascending order. */
export function createSurroundings(bytes: Buffer): Surroundings {
  const next: { byte: number; at: number }[] = []
  // What is known to be of one word.
  let from = 0
  let end = 0
  const find = (byte: number) => {
    for (const one of next) if (one.byte === byte) return one
    const one = { byte, at: -1 }
    next.push(one)
    return one
  }
  return {
    distanceTo(byte, at) {
      const found = find(byte)
      if (found.at < at) {
        const index = bytes.indexOf(byte, at)
        found.at = index < 0 ? nowhere : index
      }
      return found.at - at
    },
    wordAt(at) {
      const most = Math.min(bytes.length, at + enough)
      if (at < from || at > end) end = at
      from = at
      while (end < most && ofWord[bytes[end] as number]) end++
      return end - at
    },
  }
}
