import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { archiveEntries } from '../capture/read/archive.js'
import { ByteSource } from '../capture/read/byte-source.js'
import { bounded } from '../capture/read/members.js'
import type { Packing } from '../capture/read/sniff.js'
import { isTarHeader, sniffSize } from '../capture/read/sniff.js'
import { Spool } from '../capture/read/spool.js'
import type { FileFacts } from '../facts/file-analysis.js'
import type { Outcome, RedactContext } from './context.js'
import { redactEntries } from './redact-entries.js'
import { redactEntry } from './redact-entry.js'
import { createTarWriter } from './writers/tar-writer.js'

export interface PackedFile {
  kind: Packing
  original: Spool
  /** What the scan says of the packed bytes themselves. */
  facts: FileFacts
  /** How many archives lie around it. */
  depth: number
}

/** A packed file, packed again where something in it is not as it was; nothing in it that cannot be looked into is kept. */
export async function redactPacked(
  path: string,
  { kind, original, facts, depth }: PackedFile,
  context: RedactContext,
): Promise<Outcome> {
  if (depth >= context.limits.depth) {
    await original.dispose()
    return { leftOut: `it is packed in ${depth} other archives, and was not looked into` }
  }
  const packed = original.read(context.signal)
  const source = new ByteSource(kind === 'gzip' ? bounded(packed, context) : packed)
  try {
    const isTar = kind === 'tar' || isTarHeader(await source.peek(sniffSize))
    const repack = isTar ? repackTar : repackSingle
    const outcome = await repack(path, source, { packs: kind === 'gzip', depth: depth + 1 }, context)
    if ('leftOut' in outcome) return await without(original, outcome)
    if (source.damage?.kind === 'limit') {
      await outcome.content.dispose()
      return await without(original, { leftOut: source.damage.message })
    }
    if (outcome.changed || facts.secrets.length > 0 || source.damage) {
      context.log.changed(path)
      return await without(original, { ...outcome, changed: true })
    }
    await outcome.content.dispose()
    return { content: original, changed: false }
  } finally {
    await source.close()
  }
}

async function without(original: Spool, outcome: Outcome): Promise<Outcome> {
  await original.dispose()
  return outcome
}

interface Repacking {
  /** Whether what comes out is packed with gzip. */
  packs: boolean
  depth: number
}

async function repackTar(
  path: string,
  source: ByteSource,
  { packs, depth }: Repacking,
  context: RedactContext,
): Promise<Outcome> {
  const content = new Spool()
  const writer = createTarWriter(packs, (bytes) => content.write(bytes))
  let damaged = false
  const entries = archiveEntries(
    source,
    (problem) => {
      damaged = true
      context.log.problem(problem.path === undefined ? path : `${path}!/${problem.path}`, problem.reason)
    },
    context.signal,
  )
  const changed = await redactEntries(entries, writer, { prefix: `${path}!/`, depth }, context)
  await writer.close()
  return { content, changed: changed || damaged }
}

/** What a lone `.gz` holds. */
async function repackSingle(
  path: string,
  source: ByteSource,
  { depth }: Repacking,
  context: RedactContext,
): Promise<Outcome> {
  const inner = `${path}!/${basename(path).replace(/(?<=.)\.gz$/, '')}`
  const body = { body: () => source.rest(), truncated: undefined }
  const outcome = await redactEntry(inner, body, depth, context)
  if (source.damage && source.damage.kind !== 'limit') context.log.problem(inner, source.damage.message)
  if ('leftOut' in outcome) return outcome
  try {
    const content = new Spool()
    await pipeline(
      Readable.from(outcome.content.read()),
      createGzip(),
      async (chunks: AsyncIterable<Buffer>) => {
        for await (const bytes of chunks) await content.write(bytes)
      },
    )
    return { content, changed: outcome.changed }
  } finally {
    await outcome.content.dispose()
  }
}
