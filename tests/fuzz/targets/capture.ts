import { gunzipSync, gzipSync } from 'node:zlib'
import { loadConfiguration } from '../../../src/verify/index.js'
import { base } from '../../support/fixture-captures.js'
import { mutateBytes } from '../mutate/bytes.js'
import type { Piece } from '../mutate/tar.js'
import { nameOf, piecesOf, tarOf, withBody } from '../mutate/tar.js'
import { mutateText } from '../mutate/text.js'
import { mutateTree } from '../mutate/tree.js'
import { jsonWords, logWords, yamlWords } from '../mutate/words.js'
import type { Random } from '../random.js'
import type { Target } from '../target.js'
import { maxInput } from '../target.js'
import { judgeArchive } from './judge-archive.js'
import { seedArchives } from './seed-captures.js'

const configuration = loadConfiguration(`${base}/isv/isv.yaml`, '', undefined)

/** Of all files of an archive together. */
const mostBytes = 4 * maxInput

/** Whole captures with files that are not as they should be: records, versions, logs, documents. */
export const capture: Target = {
  name: 'capture',
  weight: 2,
  seeds: seedArchives,
  mutate: mutateFiles,
  run: async (input) => judgeArchive(input, await configuration),
}

/** An archive with one to three files changed as what they are. */
export function mutateFiles(input: Buffer, random: Random, other: Buffer): Buffer {
  const pieces = piecesOf(input)
  if (pieces.length === 0) return other
  for (let left = 1 + random.below(3); left > 0; left--) {
    const at = random.below(pieces.length)
    const piece = pieces[at] as (typeof pieces)[number]
    pieces[at] = withBody(piece, mutateFile(nameOf(piece), piece.body, random))
  }
  return tarOf(withoutLargest(pieces))
}

/** Files grow with each change: where all of them come to too much, the largest go. */
function withoutLargest(pieces: readonly Piece[]): Piece[] {
  let left = mostBytes
  const kept = new Set(
    [...pieces].sort((a, b) => a.body.length - b.body.length).filter(({ body }) => (left -= body.length) > 0),
  )
  return pieces.filter((piece) => kept.has(piece))
}

function mutateFile(name: string, body: Buffer, random: Random): Buffer {
  if (random.oneIn(8)) return mutateBytes(body, random, body)
  if (name.endsWith('.gz')) return repacked(body, random)
  if (name.endsWith('.json')) return mutateJson(body, random)
  return mutateText(body, random, /\.ya?ml$/.test(name) ? yamlWords : logWords)
}

function mutateJson(body: Buffer, random: Random): Buffer {
  if (random.oneIn(3)) return mutateText(body, random, jsonWords)
  try {
    return Buffer.from(JSON.stringify(mutateTree(JSON.parse(body.toString('utf8')), random), null, 2))
  } catch {
    // It is no JSON any more, or nested too deeply to be written again.
    return mutateText(body, random, jsonWords)
  }
}

function repacked(body: Buffer, random: Random): Buffer {
  try {
    return gzipSync(mutateText(gunzipSync(body), random, logWords))
  } catch {
    return mutateBytes(body, random, body)
  }
}
