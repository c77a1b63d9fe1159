import { awaitDeletion, deleteObject, isNotFound, type Connection } from '../kube/index.js'
import type { GatherResult } from './types.js'
import type { MadeObject } from './workplace.js'

/**
 * Deletes what was made, the last first, and waits until it is gone. Never throws: what is left comes back with its
 * reason. All deletions are sent before any is waited for, so that an abort in the waiting leaves nothing undeleted.
 */
export async function cleanUp(
  connection: Connection,
  made: readonly MadeObject[],
  { timeoutMs, forceSignal }: { timeoutMs: number; forceSignal?: AbortSignal | undefined },
): Promise<GatherResult['left']> {
  const limit = AbortSignal.timeout(timeoutMs)
  const left: GatherResult['left'] = []
  const note = ({ object, resource }: MadeObject, error: unknown) => {
    const { name, namespace } = object.metadata
    const ref = {
      apiVersion: object.apiVersion,
      kind: resource.kind,
      name,
      ...(namespace !== undefined && { namespace }),
    }
    left.push({ object: ref, reason: error instanceof Error ? error.message : String(error) })
  }
  const deleted: MadeObject[] = []
  for (const one of outermost(made)) {
    try {
      await sendDeletion(connection, one, limit)
      deleted.push(one)
    } catch (error) {
      note(one, error)
    }
  }
  const waiting = forceSignal ? AbortSignal.any([limit, forceSignal]) : limit
  const gone = ({ resource, object: { metadata } }: MadeObject) =>
    awaitDeletion(
      connection,
      { resource, namespace: metadata.namespace, name: metadata.name, uid: metadata.uid },
      { timeoutMs, signal: waiting },
    )
  await Promise.all(deleted.map((one) => gone(one).catch((error: unknown) => note(one, error))))
  return left
}

/** What lies in a namespace that is deleted goes with it. */
function outermost(made: readonly MadeObject[]): MadeObject[] {
  const namespaces = new Set(
    made.filter(({ resource }) => resource.kind === 'Namespace').map(({ object }) => object.metadata.name),
  )
  return made.filter(({ object }) => !namespaces.has(object.metadata.namespace ?? '')).reverse()
}

async function sendDeletion(
  connection: Connection,
  { resource, object }: MadeObject,
  signal: AbortSignal,
): Promise<void> {
  const { name, namespace, uid } = object.metadata
  try {
    await deleteObject(connection, resource, { namespace, name }, { uid, signal })
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}
