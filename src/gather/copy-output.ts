import { Transform } from 'node:stream'
import type { GatherRecord } from '../model/capture-record.js'
import type { GatherOutput, Place } from './output.js'
import { sendTar, type TarSource } from './send-tar.js'

export interface CopyOptions extends Omit<TarSource, 'onResume'> {
  output: GatherOutput
  place: Place
  onProgress: (progress: { files: number; bytes: number }) => void
  /** Told of each break after which the copy goes on. */
  onResume: (problem: string) => void
}

export interface CopyResult {
  files: number
  bytes: number
  hostile: GatherRecord['hostile']
  /** How often the connection broke and the copy went on. */
  resumes: number
  /** Why it is not whole; absent where it is. */
  problem?: string
}

/**
 * Copies the gathered files out of the container `copy`, as a tar over exec that is checked name by name while it is
 * unpacked. What is wrong on the other side is the result's `problem`; throws `capture.write-failed` where this side cannot write.
 */
export async function copyOutput(options: CopyOptions): Promise<CopyResult> {
  const counts = { files: 0, bytes: 0 }
  let resumes = 0
  const tar = new Transform({
    highWaterMark: 1024 * 1024,
    transform(chunk: Buffer, _encoding, done) {
      counts.bytes += chunk.length
      options.onProgress({ ...counts })
      done(undefined, chunk)
    },
  })
  const received = options.output.receive(tar, options.place, () => void counts.files++)
  // Without its reader the stream would fill, and the sender wait for ever.
  received.catch((error: unknown) => tar.destroy(error instanceof Error ? error : new Error(String(error))))
  const onResume = (problem: string) => {
    resumes++
    options.onResume(problem)
  }
  const sent = await sendTar({ ...options, onResume }, tar).finally(() => {
    // An early end, so that the reader keeps what has come so far.
    if (!tar.destroyed) tar.end()
  })
  const { files, bytes, hostile, truncated } = await received
  const problem = sent.problem ?? truncated
  const left = hostile.map(({ path, reason }) => ({ path, reason }))
  return { files, bytes, hostile: left, resumes, ...(problem !== undefined && { problem }) }
}
