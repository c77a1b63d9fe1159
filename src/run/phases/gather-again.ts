import { runGather } from '../../gather/index.js'
import { repeats } from '../../model/capture-record.js'
import { connectionOf } from '../connection-of.js'
import { gatherLimit, gatherOptions, saySize } from '../gather-options.js'
import { changedObjects, liveState } from '../live-changes.js'
import { plantPod, startMs } from '../planted-pod.js'
import { recordGathers } from '../record-gathers.js'
import type { Phase } from '../types.js'
import { whyNoRepeat } from '../why-no-repeat.js'

/** The same gather once more, after a pod was planted whose log will have old lines for the gathers with limits. */
export const gatherAgain: Phase = {
  name: 'again',
  deadlineMs: ({ options }) => gatherLimit(options.isv) + startMs,
  skip: (state) => whyNoRepeat(state, ['MG-RUN-004', 'MG-RUN-005']),
  async act(state, signal, say) {
    const { isv } = state.options
    const connection = connectionOf(state)
    say('planting a pod with lines of known age')
    await plantPod(state, signal)
    const options = await gatherOptions(state, repeats.again, isv.gather.command, say)
    const { record } = await runGather({ ...options, signal })
    await recordGathers(state, [record])
    if (signal.aborted) return 'interrupted'
    if (state.before) {
      const after = await liveState(connection, isv.install.namespace, signal)
      const changes = changedObjects(state.before, after)
      await state.capture.update((capture) => {
        capture.changes = changes
      })
    }
    return saySize(record)
  },
}
