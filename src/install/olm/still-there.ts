import { findObject, resourceOf, type Connection } from '../../kube/index.js'
import type { LeftObject } from '../../kube/remove-objects.js'

/**
 * What of the left objects is there now: where one thing holds up a removal until its time is over, the rest is not waited
 * for, and goes all the same. What cannot be looked for counts as there.
 */
export async function stillThere(
  connection: Connection,
  left: readonly LeftObject[],
  signal: AbortSignal,
): Promise<LeftObject[]> {
  const states = await Promise.all(left.map(({ object }) => isGone(connection, object, signal)))
  return left.filter((_, index) => !states[index])
}

async function isGone(
  connection: Connection,
  object: LeftObject['object'],
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const resource = await resourceOf(connection, object, signal)
    return (await findObject(connection, resource, object, signal)) === undefined
  } catch {
    return false
  }
}
