/** What stands near a keyword, each looked for once however many keywords stand close together. */
export interface Surroundings {
  /** How far the next byte of a value is from `at`; more than any rule asks about where there is none. */
  distanceTo(byte: number, at: number): number
}

/** Beyond the end of all bytes. */
const nowhere = 2 ** 30 - 1

/** For places that are asked about in ascending order. */
export function createSurroundings(bytes: Buffer): Surroundings {
  const next: { byte: number; at: number }[] = []
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
  }
}
