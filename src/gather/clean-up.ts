import { removeObjects, type LeftObject, type MadeObject } from '../kube/remove-objects.js'
import type { GatherOptions } from './types.js'

/** Takes away what a gather made and waits until it is gone. Never throws: what is left comes back, and is warned of. */
export async function cleanUp(
  { connection, forceSignal, logger }: Pick<GatherOptions, 'connection' | 'forceSignal' | 'logger'>,
  made: readonly MadeObject[],
  timeoutMs: number,
): Promise<LeftObject[]> {
  const left = await removeObjects(connection, [outermost(made)], { timeoutMs, stopWaiting: forceSignal })
  for (const { object, reason } of left)
    logger.warn(`${object.kind} ${object.name} is left on the cluster: ${reason}`)
  return left
}

/** What lies in a namespace that is deleted goes with it. */
function outermost(made: readonly MadeObject[]): MadeObject[] {
  const namespaces = new Set(
    made.filter(({ resource }) => resource.kind === 'Namespace').map(({ object }) => object.metadata.name),
  )
  return made.filter(({ object }) => !namespaces.has(object.metadata.namespace ?? ''))
}
