import { constants, gunzipSync } from 'node:zlib'
import { digits } from '../sieve/digits.js'
import type { SievedText } from '../sieve/sieve.js'
import { hiddenSigns } from '../sieve/hidden-signs.js'
import type { Layer, OnCut } from './types.js'
import { segment } from './types.js'

/** The base64 of the first bytes of every gzip stream. */
const head = Buffer.from('H4sI')
/** Nothing at all takes as many digits. */
const shortest = 27
/** What one stream is unpacked to at most, in bytes. */
const most = 16 * 1024 * 1024

/** Values in base64 of gzip: releases of Helm, bundles, compressed files of ignition. Only the whole stream tells. */
export const gzipLayer: Layer = {
  names: ['base64', 'gzip'],
  sign: hiddenSigns.gzip,
  joined: true,

  next(text, from, limit, inside) {
    if (inside) return { start: from, end: endOf(text, from, true) }
    let at = text.find(head, from, limit)
    while (at !== undefined) {
      if (!digits[text.bytes[at - 1] ?? 0]) return { start: at, end: endOf(text, at, false) }
      at = text.find(head, at + 1, limit)
    }
    return undefined
  },

  decode({ bytes }, start, end, onCut) {
    if (end - start < shortest) return undefined
    const text = bytes.toString('latin1', start, end)
    // The first word of the next line may look like one more of the value's.
    return gunzip(text, onCut) ?? gunzip(text.slice(0, Math.max(0, text.trimEnd().lastIndexOf('\n'))), onCut)
  },
}

function gunzip(text: string, onCut: OnCut | undefined): Buffer | undefined {
  const packed = Buffer.from(text, 'base64')
  // As much of the beginning as there is room for, where it is more.
  for (let taken = packed.length; taken > 0; taken >>= 1) {
    const bytes = unpack(packed.subarray(0, taken))
    if (bytes === 'too large') continue
    if (taken < packed.length) onCut?.(`it unpacks to more than ${most / 1024 / 1024} MB`)
    return bytes
  }
  return undefined
}

function unpack(packed: Buffer): Buffer | 'too large' | undefined {
  try {
    // A stream that was cut off: what came out until then is what there is to look at.
    return gunzipSync(packed, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: most })
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too large' : undefined
  }
}

const endOf = (text: SievedText, start: number, inside: boolean) =>
  text.endOfLines(start, start + segment + 1, inside)
