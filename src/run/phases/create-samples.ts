import { applySamples } from '../../install/index.js'
import { connectionOf } from '../connection-of.js'
import { longest } from '../longest.js'
import { whyNotReady } from '../operator-is-ready.js'
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
    await state.capture.update((record) => {
      record.samples = results
    })
    return `${results.filter(({ ready }) => ready).length} of ${results.length} ready`
  },
}
