import { base64Codec } from './base64.js'
import { escapeCodec } from './escape.js'
import { percentCodec } from './percent.js'
import type { Codec } from './types.js'

export type { Decoded } from './types.js'

/** How each of the scanner's layers is written anew, by its name. */
export const codecs: Readonly<Record<string, Codec | undefined>> = {
  base64: base64Codec,
  percent: percentCodec,
  escape: escapeCodec,
}
