import type { Region } from '../../secrets/scan/layers/types.js'
import type { Edit } from '../edit.js'
import type { Decoded } from './types.js'

/** One byte as a layer writes it. */
export interface Unit {
  byte: number
  /** How many bytes it takes there. */
  size: number
}

/** Decodes byte by byte and remembers where each came from, so that the rest of the region stays as it is. */
export function decodeUnits(
  bytes: Buffer,
  { start, end }: Region,
  unitAt: (bytes: Buffer, at: number) => Unit,
  write: (text: Buffer) => string,
): Decoded {
  const out = Buffer.allocUnsafe(end - start)
  const sources = new Uint32Array(end - start + 1)
  let length = 0
  let at = start
  while (at < end) {
    const { byte, size } = unitAt(bytes, at)
    sources[length] = at
    out[length++] = byte
    at += size
  }
  sources[length] = Math.min(at, bytes.length)
  const toSource = (edit: Edit): Edit => ({
    start: sources[edit.start] ?? end,
    end: sources[edit.end] ?? end,
    text: Buffer.from(write(edit.text), 'latin1'),
  })
  return { bytes: out.subarray(0, length), encode: (edits) => edits.map(toSource) }
}
