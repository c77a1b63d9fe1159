import { hexValue } from '../../secrets/scan/layers/hex.js'
import { meanings } from '../../secrets/scan/sieve/escapes.js'
import type { Codec } from './types.js'
import type { Unit } from './units.js'
import { decodeUnits } from './units.js'

const written: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** Strings inside strings: what is put in is escaped as JSON does it. */
export const escapeCodec: Codec = (bytes, region) => decodeUnits(bytes, region, unitAt, write)

function unitAt(bytes: Buffer, at: number): Unit {
  const byte = bytes[at] as number
  if (byte !== 0x5c) return { byte, size: 1 }
  const meaning = meanings[bytes[at + 1] ?? 0] ?? 0
  return meaning === 0 ? (byteEscape(bytes, at) ?? { byte, size: 1 }) : { byte: meaning, size: 2 }
}

/** `\u00XX`; characters beyond are no part of secrets. */
function byteEscape(bytes: Buffer, at: number): Unit | undefined {
  const [high, low] = [hexValue(bytes[at + 4]), hexValue(bytes[at + 5])]
  const isByte =
    bytes[at + 1] === 0x75 && bytes[at + 2] === 0x30 && bytes[at + 3] === 0x30 && high >= 0 && low >= 0
  return isByte ? { byte: (high << 4) | low, size: 6 } : undefined
}

const write = (text: Buffer): string =>
  text.toString('latin1').replace(/["\\\n\r\t]/g, (char) => written[char] ?? `\\${char}`)
