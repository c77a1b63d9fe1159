import PQueue from 'p-queue'
import { apiVersionOf, type ApiResource, type Connection } from '../kube/index.js'
import { inReverse, removeObjects, type LeftObject, type MadeObject } from '../kube/remove-objects.js'
import { labelValue, managedBy, managedByLabel, runLabel } from '../lib/run-labels.js'
import type { KubeObject, ObjectMeta, ObjectRef } from '../model/kubernetes.js'
import { lastingTypes } from './lasting-types.js'
import { listMetadata } from './metadata-list.js'

export interface SweepOptions {
  connection: Connection
  /** A run goes on perhaps that has made something within this time. Default 0: all. */
  olderThanMs?: number | undefined
  /** Only what this run has made. */
  runId?: string | undefined
  /** Lists, and deletes nothing. */
  dryRun?: boolean | undefined
  timeoutMs?: number | undefined
  signal: AbortSignal
  now?: (() => number) | undefined
  /** Finds what somebody else made of what bears the label. */
  further?:
    | ((connection: Connection, made: readonly MadeObject[], signal: AbortSignal) => Promise<Further>)
    | undefined
}

/** What does not bear the label itself, and has to go while what it was made of is there. */
export interface Further {
  found: readonly MadeObject[]
  /** What goes with it, of what bears the label. */
  own: readonly MadeObject[]
  remove(how: { timeoutMs: number; signal: AbortSignal }): Promise<LeftObject[]>
}

export interface SweepResult {
  found: ObjectRef[]
  left: LeftObject[]
}

const parallel = 6

/** Finds by their label, whatever their type, the objects that killed runs left on a cluster, and deletes them. */
export async function sweep(options: SweepOptions): Promise<SweepResult> {
  const { connection, olderThanMs = 0, dryRun = false, timeoutMs = 120_000, signal, now = Date.now } = options
  const made = ofEndedRuns(await labelled(options), now() - olderThanMs)
  const further = await options.further?.(connection, made, signal)
  const found = [...(further?.found ?? []), ...inReverse(made).flat()].map(({ object }) => refOf(object))
  if (dryRun) return { found, left: [] }
  const own = new Set(further?.own.map(({ object }) => object.metadata.uid))
  const [first = [], ...rest] = inReverse(made.filter(({ object }) => !own.has(object.metadata.uid)))
  const how = { timeoutMs, stopWaiting: signal }
  return {
    found,
    left: [
      // Operands, where there are some: while their operator runs.
      ...(await removeObjects(connection, [first], how)),
      ...((await further?.remove({ timeoutMs, signal })) ?? []),
      ...(await removeObjects(connection, rest, how)),
    ],
  }
}

async function labelled({ connection, runId, signal }: SweepOptions): Promise<MadeObject[]> {
  const ofRun = runId === undefined ? [] : [`${runLabel}=${labelValue(runId)}`]
  const labelSelector = [`${managedByLabel}=${managedBy}`, ...ofRun].join(',')
  const queue = new PQueue({ concurrency: parallel })
  const types = await lastingTypes(connection, signal)
  const lists = await queue.addAll(
    types.map((resource) => async () => {
      const list = (await listMetadata(connection, resource, { labelSelector, signal })) ?? []
      return list.map((metadata) => ({ resource, object: asObject(resource, metadata) }))
    }),
  )
  return lists.flat()
}

/** Without those of runs that have made something since. */
function ofEndedRuns(made: readonly MadeObject[], since: number): MadeObject[] {
  const runOf = ({ object }: MadeObject) => object.metadata.labels?.[runLabel] ?? ''
  const isYoung = ({ object }: MadeObject) => Date.parse(object.metadata.creationTimestamp ?? '') > since
  const going = new Set(made.filter(isYoung).map(runOf))
  return made.filter((one) => !going.has(runOf(one)))
}

function asObject(resource: ApiResource, metadata: ObjectMeta): KubeObject {
  return { apiVersion: apiVersionOf(resource), kind: resource.kind, metadata }
}

function refOf({ apiVersion, kind, metadata: { name, namespace } }: KubeObject): ObjectRef {
  return { apiVersion, kind, name, ...(namespace !== undefined && { namespace }) }
}
