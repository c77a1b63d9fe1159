import { deadline } from '../lib/deadline.js'
import { formatDuration } from '../lib/duration.js'
import { ExpectedError } from '../model/errors.js'
import type { KubeObject } from '../model/kubernetes.js'
import { hasCondition, isObserved } from './conditions.js'
import type { Connection } from './connection.js'
import { qualifiedName, type ApiResource } from './resource.js'
import { watch } from './watch.js'
import { whyNot } from './why-not.js'

export interface WaitTarget {
  resource: ApiResource
  namespace?: string | undefined
  name: string
}

export interface WaitOptions {
  timeoutMs: number
  signal?: AbortSignal | undefined
  /** What is waited for, to follow "waiting for": `Deployment x to be Available`. */
  what: string
}

/** How long finding out why something did not come may take, after its deadline. */
const whyNotMs = 5000

/**
 * Watches one object until `satisfied` says yes; it is asked with `undefined` while the object is missing. Resolves
 * with the object as it then was. Throws `kube.wait-timeout` at the deadline, with the reasons why it did not come;
 * the signal's reason on abort; and whatever `satisfied` throws, which gives up at once.
 */
export async function waitFor(
  connection: Connection,
  target: WaitTarget,
  satisfied: (object: KubeObject | undefined) => boolean,
  options: WaitOptions,
): Promise<KubeObject | undefined> {
  const limit = deadline(options.timeoutMs, options.signal)
  try {
    return await untilSatisfied(connection, target, satisfied, limit.signal)
  } catch (error) {
    options.signal?.throwIfAborted()
    if (!limit.expired()) throw error
    throw await timedOut(connection, target, options)
  } finally {
    limit.clear()
  }
}

async function untilSatisfied(
  connection: Connection,
  { resource, namespace, name }: WaitTarget,
  satisfied: (object: KubeObject | undefined) => boolean,
  signal: AbortSignal,
): Promise<KubeObject | undefined> {
  const over = new AbortController()
  const events = watch(connection, resource, {
    namespace,
    fieldSelector: `metadata.name=${name}`,
    signal: AbortSignal.any([signal, over.signal]),
  })
  let current: KubeObject | undefined
  try {
    for await (const event of events) {
      if (event.type !== 'SYNCED') current = event.type === 'DELETED' ? undefined : event.object
      // Before the first sync a missing object has only not been read yet.
      if (current === undefined && event.type !== 'SYNCED' && event.type !== 'DELETED') continue
      if (satisfied(current)) return current
    }
  } finally {
    over.abort()
  }
  signal.throwIfAborted()
  throw new Error('a watch ended without an abort')
}

async function timedOut(
  connection: Connection,
  target: WaitTarget,
  { timeoutMs, what, signal }: WaitOptions,
): Promise<ExpectedError> {
  const limit = deadline(whyNotMs, signal)
  const reasons = await whyNot(connection, target, limit.signal).catch((error: unknown) => [
    `why cannot be told: ${error instanceof Error ? error.message : String(error)}`,
  ])
  limit.clear()
  return new ExpectedError({
    code: 'kube.wait-timeout',
    message: [
      `waiting for ${what} took longer than ${formatDuration(timeoutMs)}`,
      ...reasons.map((line) => `  ${line}`),
    ].join('\n'),
    next: 'Mend what the lines above name, or allow more time.',
    exitCode: 4,
  })
}

/**
 * Waits until a condition is true on the generation that was asked for, not on an older one.
 * Throws as `waitFor` does.
 */
export async function waitForCondition(
  connection: Connection,
  target: WaitTarget,
  condition: string,
  options: Omit<WaitOptions, 'what'>,
): Promise<KubeObject | undefined> {
  return waitFor(connection, target, (object) => isObserved(object) && hasCondition(object, condition), {
    ...options,
    what: `${qualifiedName(target.resource)} ${target.name} to be ${condition}`,
  })
}

/** Waits until an object is gone, or until one of the same name with another uid has taken its place. */
export async function awaitDeletion(
  connection: Connection,
  target: WaitTarget & { uid?: string | undefined },
  options: Omit<WaitOptions, 'what'>,
): Promise<void> {
  const gone = (object: KubeObject | undefined) =>
    object === undefined || (target.uid !== undefined && object.metadata.uid !== target.uid)
  await waitFor(connection, target, gone, {
    ...options,
    what: `${qualifiedName(target.resource)} ${target.name} to be deleted`,
  })
}
