import { formatSelector, listAll, wellKnown, type Connection, type LabelSelector } from '../kube/index.js'
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
    containers.push(...alive.flatMap(containersOf))
  }
  return containers
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
