import PQueue from 'p-queue'
import { apiVersionOf, type ApiResource, type Connection } from '../kube/index.js'
import { runLabel } from '../lib/run-labels.js'
import type { ObjectMeta, ObjectRef } from '../model/kubernetes.js'
import { lastingTypes } from './lasting-types.js'
import { listMetadata } from './metadata-list.js'

/** Every lasting object of a cluster at one time, by its uid: names, never contents. */
export interface Snapshot {
  objects: ReadonlyMap<string, SnapshotObject>
  /** Types that this user may not list, as `secrets` or `roles.rbac.authorization.k8s.io`: nothing is known of them. */
  unread: string[]
}

export interface SnapshotObject {
  ref: ObjectRef
  /** Something else made it and takes it away again. */
  owned: boolean
  leaving: boolean
  /** Made by this program, which cleans up after itself. */
  ours: boolean
}

const parallel = 6

/** Takes a snapshot through metadata-only lists. */
export async function snapshotObjects(connection: Connection, signal: AbortSignal): Promise<Snapshot> {
  const queue = new PQueue({ concurrency: parallel })
  const objects = new Map<string, SnapshotObject>()
  const unread: string[] = []
  const read = async (resource: ApiResource) => {
    const list = await listMetadata(connection, resource, { signal })
    if (list === undefined)
      unread.push([resource.plural, resource.group].filter((part) => part !== '').join('.'))
    for (const metadata of list ?? []) objects.set(metadata.uid ?? '', describe(resource, metadata))
  }
  const types = await lastingTypes(connection, signal)
  await queue.addAll(types.map((resource) => () => read(resource)))
  return { objects, unread: unread.sort() }
}

function describe(resource: ApiResource, metadata: ObjectMeta): SnapshotObject {
  const { name, namespace } = metadata
  return {
    ref: {
      apiVersion: apiVersionOf(resource),
      kind: resource.kind,
      name,
      ...(namespace !== undefined && { namespace }),
    },
    owned: (metadata.ownerReferences ?? []).length > 0,
    leaving: metadata.deletionTimestamp !== undefined,
    ours: metadata.labels?.[runLabel] !== undefined,
  }
}
