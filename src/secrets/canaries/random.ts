import { createHmac } from 'node:crypto'

/** Bytes that look random and are the same for the same key and label. */
export interface RandomBytes {
  take(count: number): Buffer
}

/** A stream of bytes out of HMAC-SHA256 over the label and a counter: without the key nobody can tell the next. */
export function randomBytesOf(key: Buffer, label: readonly string[]): RandomBytes {
  let block = 0
  let rest: Buffer = Buffer.alloc(0)
  return {
    take(count) {
      while (rest.length < count) {
        const input = JSON.stringify([...label, block++])
        rest = Buffer.concat([rest, createHmac('sha256', key).update(input).digest()])
      }
      const taken = rest.subarray(0, count)
      rest = rest.subarray(count)
      return taken
    },
  }
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
/** Bytes from here on are left out, as they would make the first letters likelier than the others. */
const fair = 256 - (256 % letters.length)

/** Letters and digits, each as likely as any other. */
export function randomText(random: RandomBytes, length: number): string {
  let text = ''
  while (text.length < length) {
    const byte = random.take(1)[0] ?? 0
    if (byte < fair) text += letters[byte % letters.length] ?? ''
  }
  return text
}

/** The characters of a text in an order by chance. */
export function shuffled(random: RandomBytes, text: string): string {
  const drawn = [...text].map((character) => ({ character, draw: random.take(4).readUInt32BE() }))
  return drawn
    .sort((a, b) => a.draw - b.draw)
    .map(({ character }) => character)
    .join('')
}
