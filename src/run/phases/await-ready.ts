import { waitReady } from '../../install/index.js'
import { connectionOf } from '../connection-of.js'
import { longest } from '../longest.js'
import { operatorNow } from '../operator-now.js'
import { whyNotReady } from '../operator-is-ready.js'
import { setDigest } from '../set-digest.js'
import type { Phase } from '../types.js'

export const awaitReady: Phase = {
  name: 'ready',
  deadlineMs: ({ options }) => longest(options.isv.ready) + 30_000,
  skip: (state) =>
    state.options.isv.ready.length === 0 ? 'isv.yaml names nothing under ready' : whyNotReady(state),
  async act(state, signal) {
    const connection = connectionOf(state)
    const { isv, redact } = state.options
    const { ready: wanted, install, images } = isv
    const ready = await waitReady({
      connection,
      ready: wanted,
      namespace: install.namespace,
      signal,
      redact,
    })
    const containers = await operatorNow(state, signal)
    await state.capture.update((record) => {
      record.operator = { ready, containers }
      const imageID = containers.find(({ image }) => image === images.operator.ref)?.imageID
      setDigest(record, 'operator', imageID)
    })
    const missing = ready.filter((one) => !one.ready)
    return missing.length === 0
      ? 'the operator is available'
      : `not ready: ${missing.map(({ what }) => what).join(', ')}`
  },
}
