import { EventEmitter, once } from 'node:events'
import type { WriteStream } from 'node:fs'
import { createWriteStream } from 'node:fs'
import type { Readable } from 'node:stream'

/** What a line longer than this is cut into, as containerd does. */
const maxLineBytes = 16 * 1024

/** One container instance's log: lines of `TIME STREAM F|P TEXT`, as a container runtime writes them. */
export interface LogFile {
  readonly path: string
  /** Bytes that can be read. */
  size(): number
  /** Whether nothing more will come. */
  closed(): boolean
  /** Resolves when there is more than `size` bytes, or the log is closed; throws on abort. */
  grown(size: number, signal: AbortSignal): Promise<void>
  /** Writes all that the streams give; resolves when both have ended and the file is written. */
  capture(streams: { stdout: Readable; stderr: Readable }): Promise<void>
}

/** Creates the file. `now` gives each line its time. */
export function createLogFile(path: string, now: () => Date): LogFile {
  const file = createWriteStream(path, { mode: 0o600 })
  const changes = new EventEmitter().setMaxListeners(0)
  let size = 0
  let closed = false
  const write = (chunk: Buffer) =>
    file.write(chunk, () => {
      size += chunk.length
      changes.emit('change')
    })
  return {
    path,
    size: () => size,
    closed: () => closed,
    async grown(known, signal) {
      while (size <= known && !closed) await once(changes, 'change', { signal })
    },
    async capture({ stdout, stderr }) {
      await Promise.all([
        captureStream(stdout, 'stdout', file, write, now),
        captureStream(stderr, 'stderr', file, write, now),
      ])
      await new Promise<void>((resolve) => file.end(resolve))
      closed = true
      changes.emit('change')
    },
  }
}

/** Splits one stream into lines. The container waits when the disk does, so memory stays flat. */
async function captureStream(
  source: Readable,
  name: 'stdout' | 'stderr',
  file: WriteStream,
  write: (chunk: Buffer) => boolean,
  now: () => Date,
): Promise<void> {
  let rest: Buffer = Buffer.alloc(0)
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      const { records, left } = cut(rest, `${runtimeTime(now())} ${name} `)
      rest = left
      if (records.length > 0 && !write(Buffer.concat(records))) await once(file, 'drain')
    }
  } catch (error) {
    // The pipe of a container that was killed may break; what came before that counts.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  }
  if (rest.length > 0) write(Buffer.concat([Buffer.from(`${runtimeTime(now())} ${name} F `), rest, newline]))
}

const newline = Buffer.from('\n')

function cut(buffer: Buffer, head: string): { records: Buffer[]; left: Buffer } {
  const records: Buffer[] = []
  const [full, partial] = [Buffer.from(`${head}F `), Buffer.from(`${head}P `)]
  let start = 0
  for (;;) {
    const end = buffer.indexOf(10, start)
    const line = end < 0 ? buffer.length - start : end - start
    if (line > maxLineBytes) {
      records.push(partial, buffer.subarray(start, start + maxLineBytes), newline)
      start += maxLineBytes
    } else if (end < 0) {
      return { records, left: buffer.subarray(start) }
    } else {
      records.push(full, buffer.subarray(start, end + 1))
      start = end + 1
    }
  }
}

/** RFC 3339 with nanoseconds, as a container runtime has it. */
function runtimeTime(time: Date): string {
  return time.toISOString().replace('Z', '000000Z')
}
