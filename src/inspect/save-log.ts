import type { Connection } from '../kube/connection.js'
import { formatBytes } from '../lib/quantity.js'
import { KubeApiError } from '../kube/api-error.js'
import { podLog, type LogOptions } from '../kube/logs.js'
import { logPath } from './layout.js'
import type { Output } from './output.js'
import { reasonOf } from './reason.js'
import type { InspectProblem } from './types.js'

export interface LogWindow {
  sinceSeconds?: number | undefined
  sinceTime?: string | undefined
}

/** One log to fetch. */
export interface LogJob {
  namespace: string
  pod: string
  container: string
  previous: boolean
}

/** How often a log is read whose connection breaks off. */
const attempts = 3

export interface LogContext {
  connection: Connection
  window: LogWindow
  /** Takes the log, and says whether what broke off is kept. */
  output: Pick<Output, 'stream' | 'problem'>
  signal: AbortSignal
}

/** Fetches one log and gives its bytes. What fails becomes a problem; what is empty leaves no file. */
export async function saveLog(job: LogJob, context: LogContext): Promise<number> {
  const { output, signal } = context
  const path = pathOf(job, '')
  try {
    return await read(job, path, context)
  } catch (error) {
    if (isBackendTls(error) && !signal.aborted) {
      const saved = await read(job, pathOf(job, '.insecure'), context).catch(() => undefined)
      if (saved !== undefined) return saved
    }
    const { message } = error as Error
    const gone = job.previous && /previous terminated container .* not found/.test(message)
    output.problem({
      subject: path,
      severity: gone ? 'skipped' : 'error',
      reason: reasonOf(error, signal),
      message,
    })
    return 0
  }
}

async function read(job: LogJob, path: string, context: LogContext): Promise<number> {
  const { connection, window, output, signal } = context
  const options: LogOptions = {
    ...job,
    ...window,
    timestamps: true,
    insecureSkipTlsVerifyBackend: path.endsWith('.insecure.log'),
    signal,
  }
  for (let attempt = 1; ; attempt++) {
    const { bytes, brokenBy } = await output.stream(path, await podLog(connection, options), signal)
    if (brokenBy === undefined) {
      if (bytes === 0) output.problem(nothingPrinted(path, job, window))
      return bytes
    }
    // What broke off half-way is worth another try, from its beginning.
    if (!signal.aborted && attempt < attempts) continue
    output.problem(brokenOff(path, bytes, reasonOf(brokenBy, signal)))
    return bytes
  }
}

function brokenOff(subject: string, bytes: number, reason: string): InspectProblem {
  return {
    subject,
    severity: 'error',
    reason,
    message: `the log broke off after ${formatBytes(bytes)}${bytes > 0 ? ', which are there' : ''} (${reason})`,
  }
}

const pathOf = ({ namespace, pod, container, previous }: LogJob, kind: string) =>
  logPath(namespace, pod, container, `${previous ? 'previous' : 'current'}${kind}.log`)

function nothingPrinted(
  subject: string,
  { container }: LogJob,
  { sinceSeconds, sinceTime }: LogWindow,
): InspectProblem {
  const limited = sinceSeconds !== undefined || sinceTime !== undefined
  return {
    subject,
    severity: 'skipped',
    reason: 'Empty',
    message: `container "${container}" printed nothing${limited ? ' in the time asked for' : ''}, so there is no file`,
  }
}

/** The API server does not trust the kubelet's certificate. */
function isBackendTls(error: unknown): boolean {
  return error instanceof KubeApiError && /x509|certificate|tls:/i.test(error.message)
}
