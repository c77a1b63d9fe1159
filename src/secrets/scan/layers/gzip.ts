import { constants, gunzipSync } from 'node:zlib'
import { digits } from '../sieve/digits.js'
import type { SievedText } from '../sieve/sieve.js'
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

  next(text, from, limit, inside) {
    if (inside) return { start: from, end: endOf(text, from, true) }
    let at = text.find(head, from, limit)
    while (at !== undefined) {
      if (!digits[text.bytes[at - 1] ?? 0]) return { start: at, end: endOf(text, at, false) }
      at = text.find(head, at + 1, limit)
    }
    return undefined
  },

  decode({ bytes }, start, end) {
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

const endOf = (text: SievedText, start: number, inside: boolean) =>
  text.endOfLines(start, start + segment + 1, inside)
