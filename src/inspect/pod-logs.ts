import type { Connection } from '../kube/connection.js'
import { KubeApiError } from '../kube/api-error.js'
import { podLog } from '../kube/logs.js'
import type { KubeObject } from '../model/kubernetes.js'
import { logPath } from './layout.js'
import type { Output } from './output.js'

export interface LogWindow {
  sinceSeconds?: number | undefined
  sinceTime?: string | undefined
}

interface ContainerStatus {
  name: string
  restartCount?: number
  state?: { waiting?: { reason?: string } }
  lastState?: { terminated?: object }
}

/** One log to fetch. */
export interface LogJob {
  namespace: string
  pod: string
  container: string
  previous: boolean
}

/** The logs that a pod has: of every container, also init and ephemeral ones; of the run before only where there was one. */
export function logJobs(pod: KubeObject, output: Output): LogJob[] {
  const namespace = pod.metadata.namespace ?? ''
  const statuses = statusesOf(pod)
  return containerNames(pod).flatMap((container) => {
    const status = statuses.find(({ name }) => name === container)
    const place = { namespace, pod: pod.metadata.name, container }
    const previous = (status?.restartCount ?? 0) > 0 || status?.lastState?.terminated !== undefined
    const waiting = status === undefined || status.state?.waiting !== undefined
    if (waiting && !previous) {
      const reason = status?.state?.waiting?.reason ?? 'NotStarted'
      output.problem({
        subject: logPath(namespace, place.pod, container, 'current.log'),
        severity: 'skipped',
        reason,
        message: `container "${container}" has not started (${reason}), so there is no log`,
      })
      return []
    }
    return [{ ...place, previous: false }, ...(previous ? [{ ...place, previous: true }] : [])]
  })
}

/** Fetches one log. What fails becomes a problem, and leaves no empty file. */
export async function saveLog(
  connection: Connection,
  job: LogJob,
  window: LogWindow,
  output: Output,
  signal: AbortSignal,
): Promise<void> {
  const file = job.previous ? 'previous' : 'current'
  const path = logPath(job.namespace, job.pod, job.container, `${file}.log`)
  const query = { ...job, ...window, timestamps: true, signal }
  try {
    await output.stream(path, await podLog(connection, query), signal)
  } catch (error) {
    signal.throwIfAborted()
    if (isBackendTls(error)) {
      const insecure = logPath(job.namespace, job.pod, job.container, `${file}.insecure.log`)
      const retry = podLog(connection, { ...query, insecureSkipTlsVerifyBackend: true })
      const saved = await retry
        .then((stream) => output.stream(insecure, stream, signal))
        .then(
          () => true,
          () => false,
        )
      if (saved) return
    }
    const { message } = error as Error
    const gone = job.previous && /previous terminated container .* not found/.test(message)
    output.problem({
      subject: path,
      severity: gone ? 'skipped' : 'error',
      reason: error instanceof KubeApiError ? error.reason : 'Failed',
      message,
    })
  }
}

/** The API server does not trust the kubelet's certificate. */
function isBackendTls(error: unknown): boolean {
  return error instanceof KubeApiError && /x509|certificate|tls:/i.test(error.message)
}

const lists = ['containers', 'initContainers', 'ephemeralContainers']

function containerNames(pod: KubeObject): string[] {
  const spec = (pod.spec ?? {}) as Record<string, { name: string }[] | undefined>
  return lists.flatMap((list) => (spec[list] ?? []).map(({ name }) => name))
}

function statusesOf(pod: KubeObject): ContainerStatus[] {
  const status = (pod.status ?? {}) as Record<string, ContainerStatus[] | undefined>
  return ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses'].flatMap(
    (list) => status[list] ?? [],
  )
}
