import { deleteObject, type Connection } from '../kube/index.js'
import { removeObjects, type LeftObject, type MadeObject } from '../kube/remove-objects.js'
import { certainToGo } from './certain-to-go.js'
import type { GatherOptions } from './types.js'

type CleanUpOptions = Pick<
  GatherOptions,
  'connection' | 'signal' | 'forceSignal' | 'logger' | 'leaveWhenCertain'
>

/** Takes away what a gather made and waits until it is gone. Never throws: what is left comes back, and is warned of. */
export async function cleanUp(
  { connection, signal, forceSignal, logger, leaveWhenCertain = false }: CleanUpOptions,
  made: readonly MadeObject[],
  timeoutMs: number,
): Promise<LeftObject[]> {
  const options = { timeoutMs, stopWaiting: forceSignal }
  const [pods, outermost] = inOrder(made)
  const left = await removeObjects(connection, [pods], options)
  // Who interrupts a run wants to see that nothing is left.
  const alone = leaveWhenCertain && !signal.aborted ? await sendOff(connection, outermost) : []
  const others = outermost.filter((one) => !alone.includes(one))
  left.push(...(await removeObjects(connection, [others], options)))
  for (const { object, reason } of left)
    logger.warn(`${object.kind} ${object.name} is left on the cluster: ${reason}`)
  return left
}

/**
 * The pod first: a namespace in which its controller still finds one is looked at again only seconds later. What else
 * lies in a namespace that is deleted goes with it.
 */
function inOrder(made: readonly MadeObject[]): [pods: MadeObject[], outermost: MadeObject[]] {
  const isPod = ({ resource }: MadeObject) => resource.kind === 'Pod'
  const namespaces = new Set(
    made.filter(({ resource }) => resource.kind === 'Namespace').map(({ object }) => object.metadata.name),
  )
  const outermost = made.filter((one) => !isPod(one) && !namespaces.has(one.object.metadata.namespace ?? ''))
  return [made.filter(isPod), outermost]
}

const requestMs = 15_000

/** Deletes the namespaces that are certain to go by themselves; gives those. What cannot be found out is waited for. */
async function sendOff(connection: Connection, made: readonly MadeObject[]): Promise<MadeObject[]> {
  const sent: MadeObject[] = []
  for (const one of made.filter(({ resource }) => resource.kind === 'Namespace')) {
    const { name, uid } = one.object.metadata
    try {
      const signal = AbortSignal.timeout(requestMs)
      if (!(await certainToGo(connection, name, signal))) continue
      await deleteObject(connection, one.resource, { name }, { uid, signal })
      sent.push(one)
    } catch {
      // Whoever waits for it learns what is wrong, and tells.
    }
  }
  return sent
}
