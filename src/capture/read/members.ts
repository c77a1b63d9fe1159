import { formatBytes } from '../../lib/quantity.js'
import type { CaptureLimits } from '../limits.js'
import { archiveEntries } from './archive.js'
import { ByteSource, DataError } from './byte-source.js'
import { gunzip } from './gunzip.js'
import type { RawEntry, Report } from './raw-entry.js'
import { noBytes } from './raw-entry.js'
import { isTarHeader, packing, sniffSize } from './sniff.js'
import type { Packing } from './sniff.js'
import { Spool } from './spool.js'
import type { CaptureEntry, EntryType, Hostile } from './types.js'

/** What one pass over a capture carries along. */
export interface Pass {
  limits: CaptureLimits
  report: Report
  signal: AbortSignal | undefined
  /** Bytes that were unpacked from members so far. */
  unpacked: number
  entries: number
}

/** Where in archives within archives an entry lies. */
interface Place {
  prefix: string
  container?: string
  depth: number
}

/** Each entry, and after it, where it is packed, what is in it, as `entry!/inner`. */
export async function* withMembers(
  raws: AsyncIterable<RawEntry>,
  place: Place,
  pass: Pass,
): AsyncGenerator<CaptureEntry, void, undefined> {
  for await (const raw of raws) {
    if (++pass.entries > pass.limits.entries) {
      throw new DataError('limit', `the capture has more than ${pass.limits.entries} entries`)
    }
    const path = place.prefix + raw.path
    if (raw.hostile) pass.report({ kind: 'hostile', path, reason: raw.hostile.reason })
    const whole = raw.whole?.()
    const source = new ByteSource(whole ?? raw.body())
    if (whole && (raw.type !== 'file' || !packing(whole))) yield new MemberEntry(raw, path, place, source)
    else yield* withInner(raw, path, place, source, pass)
  }
}

async function* withInner(
  raw: RawEntry,
  path: string,
  place: Place,
  source: ByteSource,
  pass: Pass,
): AsyncGenerator<CaptureEntry, void, undefined> {
  const kind = raw.type === 'file' ? packing(await source.peek(sniffSize)) : undefined
  const looksInside = kind !== undefined && raw.hostile === undefined && isShallow(path, place, pass)
  const spool = looksInside && !raw.reopen ? new Spool() : undefined
  try {
    yield new MemberEntry(raw, path, place, source, spool)
    if (spool) for await (const bytes of source.rest()) await spool.write(bytes)
    if (source.damage) pass.report({ kind: source.damage.kind, path, reason: source.damage.message })
    await source.close()
    if (looksInside) yield* inside(raw, path, kind, place.depth + 1, again(raw, spool, pass), pass)
  } finally {
    await source.close()
    await spool?.dispose()
  }
}

/** A class, as an object with getters of its own takes ten times as long to make. */
class MemberEntry implements CaptureEntry {
  readonly type: EntryType
  readonly depth: number
  readonly linkTarget?: string
  readonly hostile?: Hostile
  readonly container?: string
  readonly #raw: RawEntry
  readonly #source: ByteSource
  readonly #spool: Spool | undefined

  constructor(
    raw: RawEntry,
    readonly path: string,
    { depth, container }: Place,
    source: ByteSource,
    spool?: Spool,
  ) {
    this.type = raw.type
    this.depth = depth
    if (raw.linkTarget !== undefined) this.linkTarget = raw.linkTarget
    if (raw.hostile !== undefined) this.hostile = raw.hostile
    if (container !== undefined) this.container = container
    this.#raw = raw
    this.#source = source
    this.#spool = spool
  }

  get size(): number | undefined {
    return this.#raw.size
  }

  get mode(): number | undefined {
    return this.#raw.mode
  }

  get truncated(): string | undefined {
    return this.#raw.truncated ?? this.#source.damage?.message
  }

  body(): AsyncIterable<Buffer> {
    return this.#spool ? tee(this.#source, this.#spool) : this.#source.rest()
  }

  whole(): Buffer | undefined {
    return this.#spool ? undefined : this.#source.takeRest()
  }
}

async function* tee(source: ByteSource, spool: Spool): AsyncGenerator<Buffer, void, undefined> {
  for await (const bytes of source.rest()) {
    await spool.write(bytes)
    yield bytes
  }
}

function again(raw: RawEntry, spool: Spool | undefined, pass: Pass): AsyncIterable<Buffer> {
  return spool ? spool.read(pass.signal) : raw.reopen ? raw.reopen() : noBytes()
}

function isShallow(path: string, place: Place, pass: Pass): boolean {
  if (place.depth < pass.limits.depth) return true
  if (pass.limits.depth === 0) return false
  const reason = `it is packed in ${place.depth} other archives, and was not looked into`
  pass.report({ kind: 'limit', path, reason })
  return false
}

async function* inside(
  raw: RawEntry,
  path: string,
  kind: Packing,
  depth: number,
  packed: AsyncIterable<Buffer>,
  pass: Pass,
): AsyncGenerator<CaptureEntry, void, undefined> {
  const place = { prefix: `${path}!/`, container: path, depth }
  const report: Report = (problem) =>
    pass.report({ ...problem, path: problem.path === undefined ? path : place.prefix + problem.path })
  const source = new ByteSource(kind === 'gzip' ? bounded(packed, pass) : packed)
  try {
    if (kind === 'tar' || isTarHeader(await source.peek(sniffSize))) {
      yield* withMembers(archiveEntries(source, report, pass.signal), place, pass)
    } else {
      yield* withMembers(single(raw.path, source), place, pass)
      while (await source.some(Infinity)) pass.signal?.throwIfAborted()
      if (source.damage) report({ kind: source.damage.kind, reason: source.damage.message })
    }
  } finally {
    await source.close()
  }
}

/** What a lone `.gz` holds, under the name that it would unpack to. */
async function* single(path: string, source: ByteSource): AsyncGenerator<RawEntry, void, undefined> {
  const name = path.slice(path.lastIndexOf('/') + 1)
  yield {
    path: name.length > 3 && name.endsWith('.gz') ? name.slice(0, -3) : 'content',
    type: 'file',
    size: undefined,
    get truncated() {
      return source.damage?.message
    },
    body: () => source.rest(),
  }
}

/** Unpacks within the limits; beyond them it is a bomb. */
export async function* bounded(
  packed: AsyncIterable<Buffer>,
  pass: Pick<Pass, 'limits' | 'unpacked' | 'signal'>,
): AsyncGenerator<Buffer, void, undefined> {
  const { memberBytes, totalBytes, ratio, ratioFrom } = pass.limits
  let packedBytes = 0
  let bytes = 0
  const counted = async function* () {
    for await (const chunk of packed) {
      packedBytes += chunk.length
      yield chunk
    }
  }
  for await (const chunk of gunzip(counted())) {
    bytes += chunk.length
    pass.unpacked += chunk.length
    pass.signal?.throwIfAborted()
    if (bytes > memberBytes) throw bomb(`it unpacks to more than ${formatBytes(memberBytes)}`)
    if (pass.unpacked > totalBytes)
      throw bomb(`packed members unpack to more than ${formatBytes(totalBytes)}`)
    if (bytes > ratioFrom && bytes > packedBytes * ratio)
      throw bomb(`it unpacks to more than ${ratio} times its size`)
    yield chunk
  }
}

function bomb(reason: string): DataError {
  return new DataError('limit', `${reason}, and was not read further`)
}
