import { formatSelector, listAll, wellKnown, type Connection, type LabelSelector } from '../kube/index.js'
import { logTail } from '../kube/log-tail.js'
import { lastEndOf } from '../kube/pod-trouble.js'
import type { CaptureRecord } from '../model/capture-record.js'
import type { KubeObject } from '../model/kubernetes.js'

export type OperatorContainer = NonNullable<CaptureRecord['operator']>['containers'][number]

const workloads = new Set(['Deployment', 'StatefulSet', 'DaemonSet'])

interface PodParts {
  spec?: {
    containers?: { name: string; image: string }[]
    initContainers?: { name: string; image: string }[]
  }
  status?: Record<string, { name: string; imageID?: string; restartCount?: number }[] | undefined>
}

/** What really runs of an operator: the containers of its workloads' pods, with their images as configured and as pulled. */
export async function operatorContainers(
  connection: Connection,
  objects: readonly KubeObject[],
  signal: AbortSignal,
): Promise<OperatorContainer[]> {
  const containers: OperatorContainer[] = []
  for (const object of objects.filter(({ kind }) => workloads.has(kind))) {
    const { selector } = (object.spec ?? {}) as { selector?: LabelSelector }
    if (!selector) continue
    const labelSelector = formatSelector(selector)
    const { items } = await listAll(connection, wellKnown.pods, {
      namespace: object.metadata.namespace,
      labelSelector,
      signal,
    })
    const alive = items.filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    for (const pod of alive) {
      for (const row of containersOf(pod)) containers.push(await withLastEnd(connection, pod, row, signal))
    }
  }
  return containers
}

/** Why it was restarted cannot be asked any more when the run has ended. */
async function withLastEnd(
  connection: Connection,
  pod: KubeObject,
  row: OperatorContainer,
  signal: AbortSignal,
): Promise<OperatorContainer> {
  const end = row.restarts > 0 ? lastEndOf(pod, row.container) : undefined
  if (!end) return row
  const tail = await logTail(connection, pod, end, signal).catch(() => [])
  return { ...row, lastEnd: [end.text, ...tail].join('\n') }
}

function containersOf(pod: KubeObject): OperatorContainer[] {
  const { spec, status } = pod as unknown as PodParts
  const statuses = [...(status?.['containerStatuses'] ?? []), ...(status?.['initContainerStatuses'] ?? [])]
  return [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].map(({ name, image }) => {
    const row = statuses.find((candidate) => candidate.name === name)
    const imageID = row?.imageID || undefined
    return {
      pod: pod.metadata.name,
      container: name,
      image,
      restarts: row?.restartCount ?? 0,
      ...(imageID !== undefined && { imageID }),
    }
  })
}
