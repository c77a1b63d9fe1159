import { runGather } from '../../gather/index.js'
import { gatherLimit, gatherOptions } from '../gather-options.js'
import { whyNotReady } from '../operator-is-ready.js'
import type { Phase, RunState } from '../types.js'

export const gatherScripts: Phase = {
  name: 'scripts',
  deadlineMs: ({ options }) => gatherLimit(options.isv) * options.isv.gather.scripts.length,
  skip: (state) =>
    state.options.isv.gather.scripts.length === 0
      ? 'isv.yaml names no gather.scripts'
      : (whyNotReady(state) ?? whyNoImage(state)),
  async act(state, signal, say) {
    const { scripts } = state.options.isv.gather
    let succeeded = 0
    for (const script of scripts) {
      signal.throwIfAborted()
      const options = await gatherOptions(state, `script.${script.replace(/^.*\//, '')}`, [script], say)
      const { record } = await runGather({ ...options, signal })
      await state.capture.update(({ gathers }) => gathers.push(record))
      if (record.outcome === 'completed' && record.exitCode === 0) succeeded++
    }
    return `${succeeded} of ${scripts.length} run alone`
  },
}

function whyNoImage({ capture }: RunState): string | undefined {
  const gather = capture.record.gathers.find(({ name }) => name === 'default')
  return gather?.outcome === 'no-image' ? 'there is no such image' : undefined
}
