/** Numbers and texts that look random and are the same for the same seed. */
export interface Random {
  /** A whole number of 0 to `below` - 1. */
  int(below: number): number
  between(least: number, most: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly [T, ...T[]] | readonly T[]): T
  /** `length` characters of the alphabet. */
  text(alphabet: string, length: number): string
  bytes(length: number): Buffer
  uuid(): string
  shuffle<T>(items: readonly T[]): T[]
}

export const lower = 'abcdefghijklmnopqrstuvwxyz'
export const upper = lower.toUpperCase()
export const digits = '0123456789'
export const hex = `${digits}abcdef`
export const alnum = upper + lower + digits
export const base32 = `${upper}234567`
export const urlSafe = `${alnum}_-`
export const base64 = `${alnum}+/`
/** What Kubernetes makes generated name parts of: no vowels, nothing that looks like another. */
export const nameParts = 'bcdfghjklmnpqrstvwxz2456789'

/** Mulberry32, which is small and good enough for this. */
export function createRandom(seed: number): Random {
  let state = (Math.imul(seed + 1, 0x9e3779b1) ^ 0x5bd1e995) >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const int = (below: number) => Math.floor(next() * below)
  const text = (alphabet: string, length: number) => {
    let made = ''
    while (made.length < length) made += alphabet.charAt(int(alphabet.length))
    return made
  }
  return {
    int,
    text,
    between: (least, most) => least + int(most - least + 1),
    chance: (probability) => next() < probability,
    pick: (items) => items[int(items.length)] as (typeof items)[number],
    bytes: (length) => Buffer.from(Array.from({ length }, () => int(256))),
    uuid: () =>
      [8, 4, 4, 4, 12].map((length, part) => (part === 2 ? `4${text(hex, 3)}` : text(hex, length))).join('-'),
    shuffle: (items) => {
      const copy = [...items]
      for (let i = copy.length - 1; i > 0; i--) {
        const other = int(i + 1)
        ;[copy[i], copy[other]] = [copy[other] as (typeof copy)[number], copy[i] as (typeof copy)[number]]
      }
      return copy
    },
  }
}
