import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import {
  exec,
  isForbidden,
  isStarting,
  isUnauthorized,
  KubeApiError,
  type Connection,
} from '../kube/index.js'
import { ExpectedError } from '../model/errors.js'
import { copyContainer } from './pod-manifest.js'
import { MismatchError, ResumedBytes } from './resumed-bytes.js'
import { TailSink } from './tail-sink.js'

export interface TarSource {
  connection: Connection
  namespace: string
  pod: string
  sourceDir: string
  signal: AbortSignal
  /** Told of each break after which the copy goes on. */
  onResume: (problem: string) => void
}

/** Why the tar is not whole; nothing where it is. */
export interface TarEnd {
  problem?: string
}

/** Breaks in a row after which nothing new had come, before the copy is given up. */
const mostInVain = 5
/** How long an API server may be away altogether: a restart takes half a minute, an upgrade's more. */
const patienceMs = 90_000
const firstPauseMs = 200
const longestPauseMs = 5000

/** The same tar again, from a byte on. Fixed text: folder and byte come as arguments. */
const resumeScript = 'set -o pipefail; tar -C "$1" -cf - . | tail -c "+$2"'

/**
 * Sends the tar of a folder of the container `copy` into `out`, as one stream over as many connections as it takes: after
 * a break it goes on where it was, since a tar of files that hold still is the same every time. Never ends `out`.
 */
export async function sendTar(source: TarSource, out: Writable): Promise<TarEnd> {
  const bytes = new ResumedBytes(out)
  let inVain = 0
  let since = Date.now()
  // An image without bash or tail sends all again, and what is known is dropped here.
  let canSkip = true
  for (;;) {
    const before = { received: bytes.received, seen: bytes.seen }
    const from = canSkip ? bytes.resumeAt : 0
    const end = await sendPart(source, bytes, from)
    if (end.kind === 'whole') return {}
    if (end.kind === 'no-skip' && canSkip) {
      canSkip = false
      continue
    }
    if (bytes.received > before.received) [inVain, since] = [0, Date.now()]
    else if (bytes.seen > before.seen) inVain++
    // A load balancer takes connections for a server that is away, and breaks them: only what sends is counted.
    const patient = inVain < mostInVain && Date.now() - since < patienceMs
    if (end.kind === 'final' || end.kind === 'no-skip' || !patient || out.destroyed)
      return { problem: end.problem }
    source.onResume(end.problem)
    const pause = Math.min(firstPauseMs * 2 ** inVain, longestPauseMs)
    await delay(pause, undefined, { signal: source.signal }).catch(() => {})
    if (source.signal.aborted) return { problem: reasonOf(source.signal) }
  }
}

const cutShort = 'the node sent no end of the archive'

type PartEnd =
  | { kind: 'whole' }
  /** `broken`: worth another attempt; `no-skip`: a tool is missing; `final`: no use in asking again. */
  | { kind: 'broken' | 'no-skip' | 'final'; problem: string }

async function sendPart(
  { connection, namespace, pod, sourceDir, signal }: TarSource,
  bytes: ResumedBytes,
  from: number,
): Promise<PartEnd> {
  const stderr = new TailSink()
  const stdout = bytes.part(from)
  const skips = from > 0
  const command = skips
    ? ['/bin/bash', '-c', resumeScript, 'copy', sourceDir, String(from + 1)]
    : ['tar', '-C', sourceDir, '-cf', '-', '.']
  try {
    const place = { namespace, pod, container: copyContainer }
    const { exitCode } = await exec(connection, { ...place, command, stdout, stderr, signal })
    await ended(stdout, signal)
    // On a busy node the end of a program's output can get lost, though the program ended well.
    if (exitCode === 0) return bytes.endsAsTar ? { kind: 'whole' } : { kind: 'broken', problem: cutShort }
    const said = stderr.lastLines(3)
    const problem = `tar ended with exit code ${exitCode}${said && `: ${said}`}`
    return { kind: skips && exitCode === 127 ? 'no-skip' : 'final', problem }
  } catch (error) {
    // What has come is passed on before the next part is asked for; nothing is after the end.
    await ended(stdout, signal).catch(() => {})
    if (signal.aborted) return { kind: 'final', problem: reasonOf(signal) }
    if (error instanceof MismatchError)
      return {
        kind: 'final',
        problem: 'the files changed while the copy was broken off, and it cannot go on',
      }
    if (!(error instanceof ExpectedError)) {
      if (stdout.errored) return { kind: 'final', problem: stdout.errored.message }
      throw error
    }
    return skips && isMissing(error)
      ? { kind: 'no-skip', problem: error.message }
      : {
          kind: isPassing(error, bytes.received > 0) ? 'broken' : 'final',
          problem: explain(error),
        }
  }
}

/** Waits until what was written has been passed on; an abort drops it. */
async function ended(stream: Writable, signal: AbortSignal): Promise<void> {
  stream.end()
  try {
    await finished(stream, { signal })
  } finally {
    stream.destroy()
  }
}

/** While its API server restarts, a cluster answers with all of these; before it knows who may do what, it refuses everybody. */
function isPassing(error: ExpectedError, wasAllowed: boolean): boolean {
  if (isForbidden(error)) return wasAllowed || isStarting(error)
  if (error instanceof KubeApiError) return error.status >= 500 || error.status === 429
  return error.code === 'kube.unreachable' || /dropped$/.test(error.code)
}

function isMissing(error: ExpectedError): boolean {
  return error.code === 'kube.exec-failed' && /not found|no such file/i.test(error.message)
}

function explain(error: ExpectedError): string {
  if (isUnauthorized(error)) return `the API server no longer accepts the credentials (${error.message})`
  return isMissing(error)
    ? `the image has no tar on its PATH, so nothing can be copied (${error.message})`
    : error.message
}

function reasonOf(signal: AbortSignal): string {
  return signal.reason instanceof Error ? signal.reason.message : 'the copy was ended'
}
