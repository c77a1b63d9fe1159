import { removeObjects, type LeftObject, type MadeObject } from '../kube/remove-objects.js'
import type { GatherOptions } from './types.js'

/** Takes away what a gather made and waits until it is gone. Never throws: what is left comes back, and is warned of. */
export async function cleanUp(
  { connection, forceSignal, logger }: Pick<GatherOptions, 'connection' | 'forceSignal' | 'logger'>,
  made: readonly MadeObject[],
  timeoutMs: number,
): Promise<LeftObject[]> {
  const options = { timeoutMs, stopWaiting: forceSignal }
  const left = await removeObjects(connection, inOrder(made), options)
  for (const { object, reason } of left)
    logger.warn(`${object.kind} ${object.name} is left on the cluster: ${reason}`)
  return left
}

/**
 * The pod first: a namespace in which its controller still finds one is looked at again only seconds later. What else
 * lies in a namespace that is deleted goes with it.
 */
function inOrder(made: readonly MadeObject[]): MadeObject[][] {
  const isPod = ({ resource }: MadeObject) => resource.kind === 'Pod'
  const namespaces = new Set(
    made.filter(({ resource }) => resource.kind === 'Namespace').map(({ object }) => object.metadata.name),
  )
  const outermost = made.filter((one) => !isPod(one) && !namespaces.has(one.object.metadata.namespace ?? ''))
  return [made.filter(isPod), outermost]
}
