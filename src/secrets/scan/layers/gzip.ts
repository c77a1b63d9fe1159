import { constants, gunzipSync } from 'node:zlib'
import { digits, endOfLines } from './base64-digits.js'
import type { Layer } from './types.js'
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
  joined: true,

  next(bytes, from, limit, inside) {
    if (inside) return { start: from, end: endOf(bytes, from, true) }
    let at = bytes.indexOf(head, from)
    while (at >= 0 && at < limit) {
      if (!digits[bytes[at - 1] ?? 0]) return { start: at, end: endOf(bytes, at, false) }
      at = bytes.indexOf(head, at + 1)
    }
    return undefined
  },

  decode(bytes, start, end) {
    if (end - start < shortest) return undefined
    const text = bytes.toString('latin1', start, end)
    // The first word of the next line may look like one more of the value's.
    return gunzip(text) ?? gunzip(text.slice(0, Math.max(0, text.trimEnd().lastIndexOf('\n'))))
  },
}

function gunzip(text: string): Buffer | undefined {
  try {
    // A stream that was cut off: what came out until then is what there is to look at.
    const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: most }
    return gunzipSync(Buffer.from(text, 'base64'), options)
  } catch {
    return undefined
  }
}

const endOf = (bytes: Buffer, start: number, inside: boolean) =>
  endOfLines(bytes, start, { most: Math.min(bytes.length, start + segment + 1), url: true, inside })
