import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { followLog, type Connection } from '../kube/index.js'
import type { Logger } from '../model/logger.js'
import { gatherContainer } from './pod-manifest.js'

export interface LogFollower {
  /** Resolves when the whole log was written, or `graceMs` after this call; then the file is closed. */
  finish(graceMs: number): Promise<void>
}

export interface LogFollowOptions {
  connection: Connection
  namespace: string
  pod: string
  /** Ended when the log is whole. */
  out: Writable
  logger: Logger
  /** Puts each line's time before it. */
  times?: boolean | undefined
  onLine: (line: string, time: string) => void
}

/** Writes what the container `gather` prints line by line while it runs. Troubles are warned of, never thrown. */
export function startFollowingLog(options: LogFollowOptions): LogFollower {
  const stop = new AbortController()
  const done = writeLog(options, stop.signal).catch((error: unknown) => {
    options.logger.warn(
      `the gather's log is not whole: ${error instanceof Error ? error.message : String(error)}`,
    )
  })
  return {
    async finish(graceMs) {
      const timer = setTimeout(() => stop.abort(), graceMs)
      await done
      clearTimeout(timer)
    },
  }
}

async function writeLog(
  { connection, namespace, pod, out, times, onLine }: LogFollowOptions,
  signal: AbortSignal,
): Promise<void> {
  const failed = once(out, 'error').then(([error]) => Promise.reject(error as Error))
  failed.catch(() => {})
  try {
    for await (const { text, time } of followLog(connection, {
      namespace,
      pod,
      container: gatherContainer,
      signal,
    })) {
      onLine(text, time)
      if (!out.write(times && time !== '' ? `${time} ${text}\n` : `${text}\n`))
        await Promise.race([once(out, 'drain'), failed])
    }
  } finally {
    out.end()
    if (!out.errored) await once(out, 'close')
  }
}
