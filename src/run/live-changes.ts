import { snapshotObjects, type Snapshot } from '../gather/index.js'
import { isForbidden, isNotFound, listAll, wellKnown, type Connection } from '../kube/index.js'
import type { KubeObject, ObjectRef } from '../model/kubernetes.js'

/** The cluster at one time, as far as files of a gather depend on it. */
export interface LiveState {
  objects: Snapshot
  restarts: Restarts
}

/** How often the containers of each pod of a namespace were restarted, by the pod's name. */
export type Restarts = ReadonlyMap<string, { namespace: string; count: number }>

/** Reads it; the restarts are those of one namespace. */
export async function liveState(
  connection: Connection,
  namespace: string,
  signal: AbortSignal,
): Promise<LiveState> {
  const objects = await snapshotObjects(connection, signal)
  return { objects, restarts: await restartsIn(connection, namespace, signal) }
}

async function restartsIn(connection: Connection, namespace: string, signal: AbortSignal): Promise<Restarts> {
  const { items } = await listAll(connection, wellKnown.pods, { namespace, signal }).catch(nothing)
  return new Map(items.map((pod) => [pod.metadata.name, { namespace, count: restartsOf(pod) }]))
}

/** What came, went or was restarted, without what this program makes itself. Sorted. */
export function changedObjects(before: LiveState, after: LiveState): ObjectRef[] {
  const lacking = (one: Snapshot, other: Snapshot) =>
    [...one.objects]
      .filter(([uid, { ours }]) => !ours && !other.objects.has(uid))
      .map(([, { ref }]): ObjectRef => ref)
  const restarted = [...after.restarts].flatMap(([name, { namespace, count }]): ObjectRef[] => {
    const known = before.restarts.get(name)
    return known && known.count !== count ? [{ apiVersion: 'v1', kind: 'Pod', namespace, name }] : []
  })
  const changed = [
    ...lacking(before.objects, after.objects),
    ...lacking(after.objects, before.objects),
    ...restarted,
  ]
  return [...new Map(changed.map((ref) => [keyOf(ref), ref]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, ref]) => ref)
}

const keyOf = ({ kind, namespace = '', name }: ObjectRef) => `${kind}/${namespace}/${name}`

function restartsOf({ status }: KubeObject): number {
  const { containerStatuses = [] } = (status ?? {}) as { containerStatuses?: { restartCount?: number }[] }
  return containerStatuses.reduce((sum, { restartCount = 0 }) => sum + restartCount, 0)
}

/** Without the right to see the pods nothing is known of their restarts. */
function nothing(error: unknown): { items: KubeObject[] } {
  if (isForbidden(error) || isNotFound(error)) return { items: [] }
  throw error
}
