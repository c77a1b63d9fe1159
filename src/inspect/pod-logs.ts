import type { KubeObject } from '../model/kubernetes.js'
import { logPath } from './layout.js'
import type { LogJob } from './save-log.js'
import type { InspectProblem } from './types.js'

interface ContainerStatus {
  name: string
  restartCount?: number
  state?: { waiting?: { reason?: string } }
  lastState?: { terminated?: object }
}

/** The logs that a pod has, and the containers that have none yet. */
export interface PodLogs {
  jobs: LogJob[]
  problems: InspectProblem[]
}

/** The logs of every container, also init and ephemeral ones; of the run before only where there was one. */
export function podLogs(pod: KubeObject): PodLogs {
  const found: PodLogs = { jobs: [], problems: [] }
  const namespace = pod.metadata.namespace ?? ''
  const statuses = statusesOf(pod)
  for (const container of containerNames(pod)) {
    const status = statuses.find(({ name }) => name === container)
    const place = { namespace, pod: pod.metadata.name, container }
    const previous = (status?.restartCount ?? 0) > 0 || status?.lastState?.terminated !== undefined
    const waiting = status === undefined || status.state?.waiting !== undefined
    if (waiting && !previous) found.problems.push(notStarted(place, status))
    else found.jobs.push({ ...place, previous: false })
    if (previous) found.jobs.push({ ...place, previous: true })
  }
  return found
}

function notStarted(place: Omit<LogJob, 'previous'>, status: ContainerStatus | undefined): InspectProblem {
  const reason = status?.state?.waiting?.reason ?? 'NotStarted'
  return {
    subject: logPath(place.namespace, place.pod, place.container, 'current.log'),
    severity: 'skipped',
    reason,
    message: `container "${place.container}" has not started (${reason}), so there is no log`,
  }
}

const lists = ['containers', 'initContainers', 'ephemeralContainers']

export function containerNames(pod: KubeObject): string[] {
  const spec = (pod.spec ?? {}) as Record<string, { name: string }[] | undefined>
  return lists.flatMap((list) => (spec[list] ?? []).map(({ name }) => name))
}

function statusesOf(pod: KubeObject): ContainerStatus[] {
  const status = (pod.status ?? {}) as Record<string, ContainerStatus[] | undefined>
  return ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses'].flatMap(
    (list) => status[list] ?? [],
  )
}
