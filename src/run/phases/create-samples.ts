import { applySamples, type OperatorContainer } from '../../install/index.js'
import { connectionOf } from '../connection-of.js'
import { longest } from '../longest.js'
import { whyNotReady } from '../operator-is-ready.js'
import { operatorNow } from '../operator-now.js'
import type { Phase } from '../types.js'

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
    const now = await operatorNow(state, signal)
    await state.capture.update((record) => {
      record.samples = results
      const { operator } = record
      // What an operand does to its operator is known now. The samples' own workloads are none of the containers recorded before.
      if (operator) operator.containers = operator.containers.map((row) => now.find(isSame(row)) ?? row)
    })
    return `${results.filter(({ ready }) => ready).length} of ${results.length} ready`
  },
}

const isSame =
  ({ pod, container }: OperatorContainer) =>
  (other: OperatorContainer) =>
    other.pod === pod && other.container === container
