import { applySamples, operatorContainers } from '../../install/index.js'
import { mapTexts } from '../../lib/map-texts.js'
import { connectionOf } from '../connection-of.js'
import { longest } from '../longest.js'
import { whyNotReady } from '../operator-is-ready.js'
import type { Phase, RunState } from '../types.js'
import { workloadsIn } from '../workloads.js'

export const createSamples: Phase = {
  name: 'samples',
  deadlineMs: ({ options }) => options.isv.samples.reduce((sum, { ready }) => sum + longest(ready), 60_000),
  skip: (state) => (state.options.isv.samples.length === 0 ? 'isv.yaml names no sample' : whyNotReady(state)),
  async act(state, signal) {
    const { isv, runId, adopt, cluster, logger, redact } = state.options
    const pullSecret = cluster.pullSecret !== undefined
    const results = await applySamples(
      { connection: connectionOf(state), isv, runId, adopt, pullSecret, signal, logger, redact },
      state.samples,
    )
    const now = await currentContainers(state, signal)
    await state.capture.update((record) => {
      record.samples = results
      const { operator } = record
      if (operator) operator.containers = operator.containers.map((row) => now(row) ?? row)
    })
    return `${results.filter(({ ready }) => ready).length} of ${results.length} ready`
  },
}

/** What an operand does to its operator is known now. The samples' own workloads are none of the containers recorded before. */
async function currentContainers(state: RunState, signal: AbortSignal) {
  const connection = connectionOf(state)
  const workloads = await workloadsIn(connection, state.options.isv.install.namespace, signal)
  const now = mapTexts(await operatorContainers(connection, workloads, signal), state.options.redact)
  return ({ pod, container }: { pod: string; container: string }) =>
    now.find((row) => row.pod === pod && row.container === container)
}
