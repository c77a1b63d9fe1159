import { deleteSamples } from '../../install/index.js'
import { ExpectedError, exitCodes } from '../../model/errors.js'
import { removeObjects } from '../../kube/remove-objects.js'
import { isKept } from '../is-kept.js'
import { removePlanted } from '../planted-pod.js'
import type { Phase, RunState } from '../types.js'

const canariesMs = 30_000

/** Takes away what the run made, in reverse. A cluster that is thrown away takes everything on it along. */
export const cleanUp: Phase = {
  name: 'clean-up',
  deadlineMs: () => 6 * 60_000,
  skip: (state) => (isKept(state) ? keptBecause(state) : undefined),
  async act(state, signal, say) {
    if (state.cluster?.lasting) await takeOff(state, signal, say)
    state.connection?.close()
    if (!state.cluster) return 'nothing to take away'
    say(`${state.cluster.driver} cluster`)
    await state.cluster.destroy()
    return state.cluster.lasting
      ? 'what the run made is taken off'
      : `${state.cluster.driver} cluster taken away`
  },
}

const keptBecause = ({ cluster }: RunState) =>
  `--keep was given: the cluster goes on, its kubeconfig is ${cluster?.kubeconfig ?? ''}`

async function takeOff(state: RunState, signal: AbortSignal, say: (message: string) => void): Promise<void> {
  const { connection, samples, installed, olm, planted, canaries } = state
  if (!connection) return
  const left = planted ? await removePlanted(state, signal) : []
  left.push(...(await removeObjects(connection, [canaries], { timeoutMs: canariesMs, stopWaiting: signal })))
  say('samples')
  left.push(...(await deleteSamples(connection, samples, { signal })))
  say('operator')
  left.push(...((await installed?.remove({ signal })) ?? []))
  if (olm) say('OLM')
  left.push(...((await olm?.remove({ signal })) ?? []))
  if (left.length === 0) return
  throw new ExpectedError({
    code: 'run.left-behind',
    message: `left on the cluster: ${left.map(({ object, reason }) => `${object.kind} ${object.name} (${reason})`).join(', ')}`,
    next: 'Delete these by hand; what bears the label of the run was made by it.',
    exitCode: exitCodes.environment,
  })
}
