import { gunzipSync, gzipSync, constants } from 'node:zlib'
import type { Region } from '../../secrets/scan/layers/types.js'
import type { Edit } from '../edit.js'
import { applyEdits } from '../edit.js'
import type { Codec } from './types.js'

/** What one region may unpack to: what holds more is replaced as a whole. */
const mostUnpacked = 64 * 1024 * 1024

/** Values in base64, gzip inside included: encoded anew as a whole, in lines and with padding as they were. */
export const base64Codec: Codec = (bytes, region) => {
  const text = bytes.toString('latin1', region.start, region.end)
  const decoded = Buffer.from(text, 'base64')
  const isPacked = decoded[0] === 0x1f && decoded[1] === 0x8b
  const inner = isPacked ? unpack(decoded) : decoded
  if (!inner) return undefined
  const encode = (edits: readonly Edit[]): Edit[] => {
    if (edits.length === 0) return []
    const changed = applyEdits(inner, edits)
    return [write(bytes, region, text, isPacked ? gzipSync(changed) : changed)]
  }
  return { bytes: inner, encode }
}

function write(bytes: Buffer, { start, end }: Region, text: string, changed: Buffer): Edit {
  const padding = paddingAt(bytes, end)
  const digits = changed.toString(/[-_]/.test(text) ? 'base64url' : 'base64').replace(/=+$/, '')
  const isPadded = padding > 0 || text.replace(/\s/g, '').length % 4 === 0
  const written = isPadded ? digits + '='.repeat((4 - (digits.length % 4)) % 4) : digits
  return { start, end: end + padding, text: Buffer.from(asLines(written, text), 'latin1') }
}

function paddingAt(bytes: Buffer, at: number): number {
  let count = 0
  while (count < 2 && bytes[at + count] === 0x3d) count++
  return count
}

/** In lines as long as the first one was, each begun as the second was. */
function asLines(digits: string, text: string): string {
  const [, first = '', between = ''] = /^(\S{1,100000})(\s{1,128})/.exec(text) ?? []
  if (between === '') return digits
  return (digits.match(new RegExp(`.{1,${Math.min(first.length, 65_535)}}`, 'g')) ?? []).join(between)
}

function unpack(packed: Buffer): Buffer | undefined {
  try {
    return gunzipSync(packed, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: mostUnpacked })
  } catch {
    return undefined
  }
}
