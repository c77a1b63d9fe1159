import { resourceOf, waitFor, watch, type Connection } from '../../../../src/kube/index.js'
import type { KubeObject } from '../../../../src/model/kubernetes.js'
import { localizer, type LocalNames, type Localizer } from '../localize.js'
import { putObject, setStatus } from '../put-object.js'
import { recorded, type Situation } from '../recordings.js'

/** What a player stands on: the cluster, the names that the harness chose, and the recordings under these names. */
export interface Stage {
  readonly connection: Connection
  readonly signal: AbortSignal
  /** What was learnt of the harness's objects so far. */
  readonly names: LocalNames
  /** Whether the cluster's own controllers run the operator's Deployment. */
  readonly real: boolean
  recording(name: Situation): Recording
}

/** One recording, as the player reads and puts it. */
export interface Recording {
  readonly objects: readonly KubeObject[]
  /** Puts a recorded object under its local name. */
  put(object: KubeObject): Promise<KubeObject>
  /** Takes an object that the harness made for the recorded one. */
  adopt(object: KubeObject, live: KubeObject): void
  /** Sets the status that an object of the harness has, of the recorded one's kind. */
  status(object: KubeObject, live: KubeObject, status: unknown): Promise<void>
}

export function createStage(
  connection: Connection,
  signal: AbortSignal,
  { real, names }: { real: boolean; names: LocalNames },
): Stage {
  const startedAt = new Date()
  const uids = new Map<string, string>()
  const recordings = new Map<Situation, Recording>()
  return {
    connection,
    signal,
    names,
    real,
    recording(name) {
      const known = recordings.get(name)
      if (known) return known
      const objects = recorded(name)
      const made = createRecording(connection, objects, localizer(objects, names, startedAt, uids))
      recordings.set(name, made)
      return made
    },
  }
}

function createRecording(connection: Connection, objects: KubeObject[], local: Localizer): Recording {
  return {
    objects,
    async put(object) {
      const put = await putObject(connection, local.here(object))
      local.put(object, put.metadata.uid)
      return put
    },
    adopt: (object, live) => local.put(object, live.metadata.uid),
    async status(object, live, status) {
      const { namespace, name } = live.metadata
      const wanted = local.here({ ...object, status }).status
      await setStatus(connection, await resourceOf(connection, live), { namespace, name }, wanted)
    },
  }
}

/** Waits for the first object of a kind in any namespace that `fits`. */
export async function firstOf(
  { connection, signal }: Stage,
  type: { apiVersion: string; kind: string },
  fits: (object: KubeObject) => boolean,
): Promise<KubeObject> {
  const over = new AbortController()
  const options = { signal: AbortSignal.any([signal, over.signal]) }
  try {
    for await (const event of watch(connection, await resourceOf(connection, type), options))
      if (event.type !== 'SYNCED' && event.type !== 'DELETED' && fits(event.object)) return event.object
  } finally {
    over.abort()
  }
  throw signal.reason
}

const longMs = 600_000

/** Waits until an object is as it must be for the play to go on. */
export async function until(
  { connection, signal }: Stage,
  object: KubeObject,
  fits: (object: KubeObject) => boolean,
): Promise<KubeObject> {
  const { namespace, name } = object.metadata
  const resource = await resourceOf(connection, object)
  const found = await waitFor(
    connection,
    { resource, namespace, name },
    (now) => now !== undefined && fits(now),
    {
      timeoutMs: longMs,
      signal,
      what: `${object.kind} ${name} in a play of OLM`,
    },
  )
  if (!found) throw new Error(`${object.kind} ${name} is gone`)
  return found
}
