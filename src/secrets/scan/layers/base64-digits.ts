/** 1 for the digits of base64, 2 for the two that stand for `+` and `/` in URLs, 0 for any other byte. */
export const digits = new Uint8Array(256)
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')
  digits[char.charCodeAt(0)] = 1
for (const char of '-_') digits[char.charCodeAt(0)] = 2

/** How long the lines are into which base64 is wrapped; the last one is shorter. */
const wrapped = { least: 60, most: 128 }

/** The end of a run of digits, up to `most`; `url` where those of URLs count too. */
export function endOfDigits(bytes: Buffer, from: number, most: number, url: boolean): number {
  const last = url ? 2 : 1
  let end = from
  for (; end < most; end++) {
    const digit = digits[bytes[end] as number] as number
    if (digit === 0 || digit > last) break
  }
  return end
}

export interface DigitsOptions {
  /** The end is at most there. */
  most: number
  url: boolean
  /** Whether the digits began before. */
  inside: boolean
}

/** The end of the digits that begin at `start`, and of the lines that go on with them. */
export function endOfLines(bytes: Buffer, start: number, { most, url, inside }: DigitsOptions): number {
  let lineStart = inside ? startOfDigits(bytes, start) : start
  let end = endOfDigits(bytes, start, most, url)
  while (end < most && end - lineStart >= wrapped.least && end - lineStart <= wrapped.most) {
    const next = nextLine(bytes, end)
    if (next === undefined || digits[bytes[next] as number] !== 1) break
    lineStart = next
    end = endOfDigits(bytes, next, most, url)
  }
  return end
}

function startOfDigits(bytes: Buffer, from: number): number {
  let start = from
  while (start > 0 && from - start <= wrapped.most && digits[bytes[start - 1] as number]) start--
  return start
}

/** Where the text of the next line begins, where nothing but a line's end lies between. */
export function nextLine(bytes: Buffer, at: number): number | undefined {
  let next = at
  if (bytes[next] === 0x0d) next++
  if (bytes[next] !== 0x0a) return undefined
  next++
  for (let i = 0; i < 64 && (bytes[next] === 0x20 || bytes[next] === 0x09); i++) next++
  return next
}
