/** What the 512 bytes before a member of a tar archive say, as far as it matters here. */
export interface TarHeader {
  /** The letter of the format; `0` also for what the first programs wrote. */
  type: string
  path: string
  /** Bytes of the body; `undefined` where the field holds no number. */
  size: number | undefined
  /** Permission bits and more; `undefined` where the field holds no number. */
  mode: number | undefined
  linkTarget: string
}

interface Field {
  at: number
  length: number
}

const fields = {
  name: { at: 0, length: 100 },
  mode: { at: 100, length: 8 },
  size: { at: 124, length: 12 },
  checksum: { at: 148, length: 8 },
  type: { at: 156, length: 1 },
  linkTarget: { at: 157, length: 100 },
  prefix: { at: 345, length: 155 },
} satisfies Record<string, Field>

/** With the version behind it, as GNU's own format has other things where the prefix would be. */
const ustar = { at: 257, bytes: Buffer.from('ustar\0' + '00') }
const [blank, zero, seven, slash] = [0x20, 0x30, 0x37, 0x2f]

export const headerBytes = 512

/**
 * A tar header from its bytes, `end` where they are all zero, `undefined` where the checksum is not theirs. Our own, as there
 * is one for each of a million files, and a library's reads owners and times too, through expressions: a third of the reading
 * thread's time where files are tiny. Source: POSIX pax, GNU tar's manual.
 */
export function readTarHeader(bytes: Buffer): TarHeader | 'end' | undefined {
  if (bytes.length < headerBytes || !mayHoldChecksum(bytes)) return undefined
  const stated = numberIn(bytes, fields.checksum)
  const sum = checksumOf(bytes)
  if (stated !== sum) return stated === 0 && sum === fields.checksum.length * blank ? 'end' : undefined
  const name = textIn(bytes, fields.name)
  const path = hasPrefix(bytes) ? `${textIn(bytes, fields.prefix)}/${name}` : name
  return {
    type: typeOf(bytes, path),
    path,
    size: numberIn(bytes, fields.size),
    mode: numberIn(bytes, fields.mode),
    linkTarget: textIn(bytes, fields.linkTarget),
  }
}

/** Whether the field of the checksum has nothing but what octal numbers are written with: in few texts it does. */
function mayHoldChecksum(bytes: Buffer): boolean {
  for (let at = fields.checksum.at; at < fields.type.at; at++) {
    const byte = bytes[at] as number
    if (!isOctal(byte) && byte !== blank && byte !== 0) return false
  }
  return true
}

/** The sum of all bytes, with blanks where it is itself. */
function checksumOf(bytes: Buffer): number {
  let sum = fields.checksum.length * blank
  for (let at = 0; at < fields.checksum.at; at++) sum += bytes[at] as number
  for (let at = fields.type.at; at < headerBytes; at++) sum += bytes[at] as number
  return sum
}

/** Octal digits, maybe with blanks around them, and zero without any; or, behind a byte of 0x80, the bytes of the number. */
function numberIn(bytes: Buffer, { at, length }: Field): number | undefined {
  const end = at + length
  let number = 0
  if (bytes[at] === 0x80) {
    for (let next = at + 1; next < end; next++) number = number * 256 + (bytes[next] as number)
    return Number.isSafeInteger(number) ? number : undefined
  }
  let next = at
  while (next < end && bytes[next] === blank) next++
  while (next < end && isOctal(bytes[next] as number)) number = number * 8 + (bytes[next++] as number) - zero
  return next === end || bytes[next] === 0 || bytes[next] === blank ? number : undefined
}

const isOctal = (byte: number) => byte >= zero && byte <= seven

/** Up to the first zero byte. */
function textIn(bytes: Buffer, { at, length }: Field): string {
  let end = at
  while (end < at + length && bytes[end] !== 0) end++
  return end === at ? '' : bytes.toString('utf8', at, end)
}

function hasPrefix(bytes: Buffer): boolean {
  if (bytes[fields.prefix.at] === 0) return false
  return bytes.compare(ustar.bytes, 0, ustar.bytes.length, ustar.at, ustar.at + ustar.bytes.length) === 0
}

/** The first programs knew files alone, and wrote a folder as one whose name ends with a slash. */
function typeOf(bytes: Buffer, path: string): string {
  const type = textIn(bytes, fields.type) || '0'
  return type === '0' && path.charCodeAt(path.length - 1) === slash ? '5' : type
}
