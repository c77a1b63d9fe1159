import { setTimeout as delay } from 'node:timers/promises'
import type { KubeObject, ObjectRef } from '../model/kubernetes.js'
import { ExpectedError } from '../model/errors.js'
import { isForbidden, isNotFound, KubeApiError } from './api-error.js'
import { applyStages } from './apply-order.js'
import type { Connection } from './connection.js'
import { deleteObject } from './objects.js'
import type { ApiResource } from './resource.js'
import { awaitDeletion } from './wait.js'

/** An object that was made, with its type. */
export interface MadeObject {
  resource: ApiResource
  object: KubeObject
}

/** What could not be taken away, and why. */
export interface LeftObject {
  object: ObjectRef
  reason: string
}

export interface RemoveOptions {
  /** For everything together. */
  timeoutMs: number
  /** Ends the waiting; the deletions are still sent. */
  stopWaiting?: AbortSignal | undefined
}

const requestMs = 15_000
const firstPauseMs = 250
const mostRefusals = 4

/**
 * Deletes objects group by group, each gone before the next is begun: what a finalizer's controller needs goes after
 * what it must finish. Only the very objects that were made, by their uid. Never throws: what is left comes back.
 */
export async function removeObjects(
  connection: Connection,
  groups: readonly (readonly MadeObject[])[],
  { timeoutMs, stopWaiting }: RemoveOptions,
): Promise<LeftObject[]> {
  const end = Date.now() + timeoutMs
  const left: LeftObject[] = []
  for (const group of groups) {
    const problems = await Promise.all(group.map((one) => removeOne(connection, one, end, stopWaiting)))
    left.push(...problems.filter((problem) => problem !== undefined))
  }
  return left
}

async function removeOne(
  connection: Connection,
  made: MadeObject,
  end: number,
  signal: AbortSignal | undefined,
): Promise<LeftObject | undefined> {
  const { resource, object } = made
  const { name, namespace, uid } = object.metadata
  try {
    await insist(() => sendDeletion(connection, made), end, signal)
    const timeoutMs = Math.max(0, end - Date.now())
    await awaitDeletion(connection, { resource, namespace, name, uid }, { timeoutMs, signal })
    return undefined
  } catch (error) {
    if (isNotFound(error)) return undefined
    const ref = {
      apiVersion: object.apiVersion,
      kind: resource.kind,
      name,
      ...(namespace !== undefined && { namespace }),
    }
    return { object: ref, reason: error instanceof Error ? error.message : String(error) }
  }
}

/** A server that restarts just then must not be the reason why something is left. */
async function insist(act: () => Promise<void>, end: number, signal: AbortSignal | undefined): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const pause = firstPauseMs * 2 ** attempt
    try {
      return await act()
    } catch (error) {
      if (!isPassing(error, attempt) || signal?.aborted || Date.now() + pause > end) throw error
      await delay(pause, undefined, { signal })
    }
  }
}

function isPassing(error: unknown, attempt: number): boolean {
  // Who has made it may delete it, but for a moment: a server that has only just started refuses everybody.
  if (isForbidden(error)) return attempt < mostRefusals
  if (error instanceof KubeApiError) return error.status >= 500
  return error instanceof ExpectedError && /^kube\.(unreachable|dropped)$/.test(error.code)
}

async function sendDeletion(connection: Connection, { resource, object }: MadeObject): Promise<void> {
  const { name, namespace, uid } = object.metadata
  await deleteObject(
    connection,
    resource,
    { namespace, name },
    { uid, signal: AbortSignal.timeout(requestMs) },
  )
}

/** The order in which what others need goes last: that of an installation, backwards. */
export function inReverse(made: readonly MadeObject[]): MadeObject[][] {
  const byObject = new Map(made.map((one) => [one.object, one]))
  const stages = applyStages([...byObject.keys()])
  return stages.reverse().map((stage) => stage.flatMap((object) => byObject.get(object) ?? []))
}
