import { formatBytes } from '../lib/quantity.js'
import type { KubeObject } from '../model/kubernetes.js'
import { logPath } from './layout.js'
import { containerNames } from './pod-logs.js'
import { reasonOf } from './reason.js'
import type { LogContext } from './save-log.js'
import type { InspectProblem } from './types.js'

/** Rotated logs of one container: where the kubelet shows them. */
export interface RotatedJob {
  node: string
  /** `<namespace>_<pod>_<uid>`. */
  folder: string
  namespace: string
  pod: string
  container: string
}

/** Static pods lie under the hash of their file, not under their uid. */
const staticPodHash = 'kubernetes.io/config.hash'

export function rotatedJobs(pod: KubeObject): RotatedJob[] {
  const { name, namespace = '', uid = '', annotations } = pod.metadata
  const node = (pod.spec as { nodeName?: string } | undefined)?.nodeName
  if (node === undefined) return []
  const folder = `${namespace}_${name}_${annotations?.[staticPodHash] ?? uid}`
  return containerNames(pod).map((container) => ({ node, folder, namespace, pod: name, container }))
}

/** Fetches the rotated logs of a container, newest first, until `limit` bytes are reached; gives their bytes. What fails becomes a problem. */
export async function saveRotatedLogs(job: RotatedJob, limit: number, context: LogContext): Promise<number> {
  const { connection, output, signal } = context
  const place = (file: string) => logPath(job.namespace, job.pod, job.container, `rotated/${file}`)
  let bytes = 0
  let file = ''
  try {
    for (file of wantedFiles(await listing(job, context), context)) {
      const path = `${folderUrl(job)}${encodeURIComponent(file)}`
      const rest = limit - bytes
      const content = await connection.stream({ path, accept: '*/*', signal })
      const written = await output.stream(place(file), upTo(rest, content), signal)
      if (written.brokenBy !== undefined) throw written.brokenBy as Error
      bytes += written.bytes
      if (bytes >= limit) {
        output.problem(overLimit(place(file), job.container, limit))
        break
      }
    }
  } catch (error) {
    const { message } = error as Error
    output.problem({ subject: place(file), severity: 'error', reason: reasonOf(error, signal), message })
  }
  return bytes
}

function overLimit(subject: string, container: string, limit: number): InspectProblem {
  return {
    subject,
    severity: 'skipped',
    reason: 'OverLimit',
    message: `the rotated logs of container "${container}" are cut at ${formatBytes(limit)}: this file is not whole, and older ones were left out`,
  }
}

const folderUrl = ({ node, folder, container }: RotatedJob) =>
  `/api/v1/nodes/${encodeURIComponent(node)}/proxy/logs/pods/${encodeURIComponent(folder)}/${encodeURIComponent(container)}/`

async function listing(job: RotatedJob, { connection, signal }: LogContext): Promise<string[]> {
  const { body } = await connection.request<string>({ path: folderUrl(job), accept: '*/*', signal })
  return [...String(body).matchAll(/href="([0-9]+\.log\.[^"/]+)"/g)].map(([, href = '']) =>
    decodeURIComponent(href),
  )
}

/** Newest first; those rotated before the time asked for hold nothing of it. */
function wantedFiles(
  files: readonly string[],
  { window: { sinceSeconds, sinceTime } }: LogContext,
): string[] {
  const since =
    sinceTime !== undefined
      ? Date.parse(sinceTime)
      : sinceSeconds !== undefined
        ? Date.now() - sinceSeconds * 1000
        : -Infinity
  return files
    .filter((file) => !(rotatedAt(file) < since))
    .sort((a, b) => rotatedAt(b) - rotatedAt(a) || (a < b ? 1 : -1))
}

/** `0.log.20261121-004201.gz`, in UTC; NaN where the name says no time. */
function rotatedAt(file: string): number {
  const [, y, mo, d, h, mi, s] = /\.(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)/.exec(file) ?? []
  return y === undefined ? NaN : Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`)
}

/** The first bytes of a stream; the rest is not read. */
async function* upTo(limit: number, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let left = limit
  for await (const chunk of source) {
    yield chunk.length <= left ? chunk : chunk.subarray(0, left)
    left -= chunk.length
    if (left <= 0) return
  }
}
