import { digits, readable, values } from '../../../../../src/secrets/scan/sieve/digits.js'

/** What the module finds, said as plainly as can be: one byte after the other. */

const digitAt = (bytes: Buffer, at: number) => digits[bytes[at] ?? 0] ?? 0

function endOfDigits(bytes: Buffer, from: number, most: number, last: number): number {
  let end = from
  while (end < most && digitAt(bytes, end) > 0 && digitAt(bytes, end) <= last) end++
  return end
}

export function isReadable(bytes: Buffer, start: number): boolean {
  const end = endOfDigits(bytes, start, start + 24, 2)
  let bits = ''
  for (let at = start; at < end; at++) bits += (values[bytes[at] ?? 0] ?? 0).toString(2).padStart(6, '0')
  const whole = bits.match(/.{8}/g) ?? []
  return whole.every((byte) => readable[parseInt(byte, 2)] === 1)
}

function nextLine(bytes: Buffer, at: number): number | undefined {
  const found = /^\r?\n[ \t]{0,64}/.exec(bytes.toString('latin1', at, at + 70))
  return found ? at + found[0].length : undefined
}

function endOfLines(bytes: Buffer, start: number, most: number, last: number, inside: boolean): number {
  let line = start
  while (inside && line > 0 && start - line <= 128 && digitAt(bytes, line - 1) > 0) line--
  for (;;) {
    const end = endOfDigits(bytes, Math.max(line, start), most, last)
    const next = nextLine(bytes, end)
    if (end >= most || end - line < 60 || end - line > 128 || next === undefined) return end
    if (digitAt(bytes, next) !== 1) return end
    line = next
  }
}

export function endOfValue(bytes: Buffer, start: number, segment: number, inside: boolean): number {
  const most = Math.min(bytes.length, start + segment + 1)
  const end = endOfLines(bytes, start, most, 1, inside)
  if (digitAt(bytes, end) !== 2 || !isReadable(bytes, start)) return end
  return endOfLines(bytes, start, most, 2, inside)
}

/** Each run of 24 digits, whether it can be read or not. */
function nextRegion(bytes: Buffer, from: number, limit: number): number | undefined {
  const first = from > 0 && digitAt(bytes, from - 1) === 1 ? endOfDigits(bytes, from, limit, 1) : from
  for (let run = first; run < limit; run++) {
    if (endOfDigits(bytes, run, bytes.length, 1) - run < 24) continue
    if (digitAt(bytes, run - 1) !== 2) return run
    let start = run
    while (start > 0 && run - start < 160 && digitAt(bytes, start - 1) > 0) start--
    return isReadable(bytes, start) ? start : run
  }
  return undefined
}

export function nextValue(bytes: Buffer, from: number, limit: number, segment: number): number | undefined {
  for (let at = from; ;) {
    const start = nextRegion(bytes, at, limit)
    if (start === undefined || isReadable(bytes, start)) return start
    const end = endOfValue(bytes, start, segment, false)
    if (end >= limit || end - start > segment) return start
    at = end
  }
}

/** One of three characters counts where a fourth one stands behind it that can be seen. */
export function keywordsIn(
  bytes: Buffer,
  keywords: readonly { text: string; ignoreCase: boolean }[],
  from: number,
  limit: number,
): { index: number; at: number }[] {
  const exact = bytes.toString('latin1')
  const lower = exact.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
  const found: { index: number; at: number }[] = []
  for (let at = from; at < limit; at++) {
    keywords.forEach(({ text, ignoreCase }, index) => {
      const stands = ignoreCase ? lower.startsWith(text.toLowerCase(), at) : exact.startsWith(text, at)
      if (stands && (text.length > 3 || /[!-~]/.test(exact[at + 3] ?? ''))) found.push({ index, at })
    })
  }
  return found
}
