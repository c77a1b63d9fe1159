import { Transform } from 'node:stream'
import { exec, type Connection } from '../kube/index.js'
import type { GatherRecord } from '../model/capture-record.js'
import { ExpectedError } from '../model/errors.js'
import type { GatherOutput, Place } from './output.js'
import { copyContainer } from './pod-manifest.js'
import { TailSink } from './tail-sink.js'

export interface CopyOptions {
  connection: Connection
  namespace: string
  pod: string
  sourceDir: string
  output: GatherOutput
  place: Place
  /** Ends the copy; what has come by then stays. */
  signal: AbortSignal
  onProgress: (progress: { files: number; bytes: number }) => void
}

export interface CopyResult {
  files: number
  bytes: number
  hostile: GatherRecord['hostile']
  /** Why it is not whole; absent where it is. */
  problem?: string
}

/** Attempts after a connection that broke off; each begins anew. */
const retries = 1

/**
 * Copies the gathered files out of the container `copy`, as a tar over exec that is checked name by name while it is
 * unpacked. What is wrong on the other side is the result's `problem`; throws `capture.write-failed` where this side cannot write.
 */
export async function copyOutput(options: CopyOptions): Promise<CopyResult> {
  for (let attempt = 0; ; attempt++) {
    const { result, dropped } = await copyOnce(options)
    if (!dropped || attempt >= retries || options.signal.aborted) return result
  }
}

async function copyOnce(options: CopyOptions): Promise<{ result: CopyResult; dropped: boolean }> {
  const counts = { files: 0, bytes: 0 }
  const pipe = new Transform({
    highWaterMark: 1024 * 1024,
    transform(chunk: Buffer, _encoding, done) {
      counts.bytes += chunk.length
      options.onProgress({ ...counts })
      done(undefined, chunk)
    },
  })
  const extraction = options.output.receive(pipe, options.place, () => void counts.files++)
  // Without its reader the pipe would fill, and the sender wait for ever.
  extraction.catch((error: unknown) =>
    pipe.destroy(error instanceof Error ? error : new Error(String(error))),
  )
  const sent = await sendTar(options, pipe)
  const { files, bytes, hostile, truncated } = await extraction
  const problem = sent.problem ?? truncated
  const result = { files, bytes, hostile: hostile.map(({ path, reason }) => ({ path, reason })) }
  return { result: { ...result, ...(problem !== undefined && { problem }) }, dropped: sent.dropped }
}

async function sendTar(
  { connection, namespace, pod, sourceDir, signal }: CopyOptions,
  stdout: Transform,
): Promise<{ problem?: string; dropped: boolean }> {
  const stderr = new TailSink()
  const command = ['tar', '-C', sourceDir, '-cf', '-', '.']
  try {
    const { exitCode } = await exec(connection, {
      namespace,
      pod,
      container: copyContainer,
      command,
      stdout,
      stderr,
      signal,
    })
    const said = stderr.lastLines(3)
    return exitCode === 0
      ? { dropped: false }
      : { dropped: false, problem: `tar ended with exit code ${exitCode}${said && `: ${said}`}` }
  } catch (error) {
    if (signal.aborted) return { dropped: false, problem: reasonOf(signal) }
    if (stdout.errored) return { dropped: false }
    if (!(error instanceof ExpectedError)) throw error
    return { dropped: /dropped$/.test(error.code), problem: explain(error) }
  } finally {
    // An early end, so that the reader keeps what has come so far.
    if (!stdout.destroyed) stdout.end()
  }
}

function explain(error: ExpectedError): string {
  const missing = error.code === 'kube.exec-failed' && /not found|no such file/i.test(error.message)
  return missing
    ? `the image has no tar on its PATH, so nothing can be copied (${error.message})`
    : error.message
}

function reasonOf(signal: AbortSignal): string {
  return signal.reason instanceof Error ? signal.reason.message : 'the copy was ended'
}
