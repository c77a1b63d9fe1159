import { hexValue } from '../../secrets/scan/layers/hex.js'
import type { Codec } from './types.js'
import type { Unit } from './units.js'
import { decodeUnits } from './units.js'

/** Percent-encoding: what is put in is encoded as a part of a URL. */
export const percentCodec: Codec = (bytes, region) => decodeUnits(bytes, region, unitAt, write)

function unitAt(bytes: Buffer, at: number): Unit {
  const [high, low] = [hexValue(bytes[at + 1]), hexValue(bytes[at + 2])]
  if (bytes[at] === 0x25 && high >= 0 && low >= 0) return { byte: (high << 4) | low, size: 3 }
  return { byte: bytes[at] as number, size: 1 }
}

const write = (text: Buffer): string =>
  text
    .toString('latin1')
    .replace(
      /[^A-Za-z0-9._~-]/g,
      (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    )
