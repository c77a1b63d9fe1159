import PQueue from 'p-queue'
import { apiVersionOf, type ApiResource, type Connection } from '../kube/index.js'
import { inReverse, removeObjects, type LeftObject, type MadeObject } from '../kube/remove-objects.js'
import { managedBy, managedByLabel } from '../lib/run-labels.js'
import type { KubeObject, ObjectMeta, ObjectRef } from '../model/kubernetes.js'
import { lastingTypes } from './lasting-types.js'
import { listMetadata } from './metadata-list.js'

export interface SweepOptions {
  connection: Connection
  /** Younger objects may belong to a run that still goes on. Default 0: all. */
  olderThanMs?: number | undefined
  /** Lists, and deletes nothing. */
  dryRun?: boolean | undefined
  timeoutMs?: number | undefined
  signal: AbortSignal
  now?: (() => number) | undefined
}

export interface SweepResult {
  found: ObjectRef[]
  left: LeftObject[]
}

const parallel = 6

/** Finds by their label, whatever their type, the objects that killed runs left on a cluster, and deletes them. */
export async function sweep(options: SweepOptions): Promise<SweepResult> {
  const { connection, olderThanMs = 0, dryRun = false, timeoutMs = 120_000, signal, now = Date.now } = options
  const labelSelector = `${managedByLabel}=${managedBy}`
  const queue = new PQueue({ concurrency: parallel })
  const made: MadeObject[] = []
  const read = async (resource: ApiResource) => {
    for (const metadata of (await listMetadata(connection, resource, { labelSelector, signal })) ?? []) {
      const age = now() - Date.parse(metadata.creationTimestamp ?? '')
      if (age >= olderThanMs) made.push({ resource, object: asObject(resource, metadata) })
    }
  }
  const types = await lastingTypes(connection, signal)
  await queue.addAll(types.map((resource) => () => read(resource)))
  const groups = inReverse(made)
  const found = groups.flat().map(({ object }) => refOf(object))
  if (dryRun) return { found, left: [] }
  return { found, left: await removeObjects(connection, groups, { timeoutMs, stopWaiting: signal }) }
}

function asObject(resource: ApiResource, metadata: ObjectMeta): KubeObject {
  return { apiVersion: apiVersionOf(resource), kind: resource.kind, metadata }
}

function refOf({ apiVersion, kind, metadata: { name, namespace } }: KubeObject): ObjectRef {
  return { apiVersion, kind, name, ...(namespace !== undefined && { namespace }) }
}
