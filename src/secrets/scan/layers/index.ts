/** The ways of hiding text inside text that the scanner looks behind. */
import { base64Layer } from './base64.js'
import { gzipLayer } from './gzip.js'
import { escapeLayer } from './escape.js'
import { percentLayer } from './percent.js'
import type { Layer } from './types.js'

export const layers: readonly Layer[] = [base64Layer, gzipLayer, percentLayer, escapeLayer]
