import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { LogFile } from './log-file.js'

export interface ReadLogOptions {
  follow?: boolean | undefined
  timestamps?: boolean | undefined
  /** Only what was written at or after it. */
  since?: Date | undefined
  tailLines?: number | undefined
  limitBytes?: number | undefined
}

interface Entry {
  time: string
  /** With its newline, unless it is a part of a longer line. */
  text: Buffer
  /** Whether it goes on the line that the entry before began. */
  continues: boolean
}

/** A container's log as `kubectl logs` wants it. With `follow` it ends when the log is closed. */
export function readLog(log: LogFile, options: ReadLogOptions, signal: AbortSignal): Readable {
  return Readable.from(limit(render(log, options, signal), options.limitBytes), { objectMode: false })
}

async function* render(log: LogFile, options: ReadLogOptions, signal: AbortSignal): AsyncGenerator<Buffer> {
  const since = options.since?.toISOString().replace('Z', '')
  const wanted = (entry: Entry) => since === undefined || entry.time >= since
  const output = (entry: Entry) =>
    options.timestamps && !entry.continues
      ? Buffer.concat([Buffer.from(`${entry.time} `), entry.text])
      : entry.text

  const known = log.size()
  const parser = entryParser()
  const tail: Entry[] = []
  let lines = 0
  for await (const chunk of readRange(log, 0, known)) {
    const entries = parser(chunk).filter(wanted)
    if (options.tailLines === undefined) {
      if (entries.length > 0) yield Buffer.concat(entries.map(output))
      continue
    }
    for (const entry of entries) {
      tail.push(entry)
      if (!entry.continues) lines++
      while (lines > options.tailLines) if (!tail.shift()?.continues) lines--
    }
    while (tail[0]?.continues) tail.shift()
  }
  if (tail.length > 0) yield Buffer.concat(tail.map(output))
  if (!options.follow) return

  for (let offset = known; ;) {
    await log.grown(offset, signal)
    const size = log.size()
    if (size === offset) return
    for await (const chunk of readRange(log, offset, size)) {
      const entries = parser(chunk).filter(wanted)
      if (entries.length > 0) yield Buffer.concat(entries.map(output))
    }
    offset = size
  }
}

async function* limit(source: AsyncIterable<Buffer>, bytes: number | undefined): AsyncGenerator<Buffer> {
  let left = bytes ?? Infinity
  for await (const chunk of source) {
    if (chunk.length >= left) {
      yield chunk.subarray(0, left)
      return
    }
    left -= chunk.length
    yield chunk
  }
}

async function* readRange(log: LogFile, start: number, end: number): AsyncGenerator<Buffer> {
  if (end > start) yield* createReadStream(log.path, { start, end: end - 1 }) as AsyncIterable<Buffer>
}

/** Takes the file chunk by chunk and gives the entries that are complete. */
function entryParser(): (chunk: Buffer) => Entry[] {
  let rest: Buffer = Buffer.alloc(0)
  const partial = { stdout: false, stderr: false }
  return (chunk) => {
    const buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const entries: Entry[] = []
    let start = 0
    for (let end; (end = buffer.indexOf(10, start)) >= 0; start = end + 1) {
      const head = buffer.subarray(start, Math.min(end, start + 48)).toString('latin1')
      const [time = '', stream = '', tag = ''] = head.split(' ', 3)
      const body = start + time.length + stream.length + tag.length + 3
      const name = stream as 'stdout' | 'stderr'
      entries.push({
        time,
        text: buffer.subarray(body, tag === 'P' ? end : end + 1),
        continues: partial[name],
      })
      partial[name] = tag === 'P'
    }
    rest = buffer.subarray(start)
    return entries
  }
}
