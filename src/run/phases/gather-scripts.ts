import PQueue from 'p-queue'
import { runGather } from '../../gather/index.js'
import { gatherLimit, gatherOptions } from '../gather-options.js'
import { whyNotReady } from '../operator-is-ready.js'
import { recordGathers } from '../record-gathers.js'
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
    // Side by side: each has a namespace of its own, and most of its time it waits for the cluster.
    const queue = new PQueue({ concurrency: 4 })
    const runs = await queue.addAll(
      scripts.map((script) => async () => {
        const options = await gatherOptions(state, scriptGather(script), [script], say)
        return (await runGather({ ...options, signal })).record
      }),
    )
    await recordGathers(state, runs)
    const succeeded = runs.filter(({ outcome, exitCode }) => outcome === 'completed' && exitCode === 0).length
    return `${succeeded} of ${scripts.length} run alone`
  },
}

/** `script.gather_x`, also where the script is named by its path. */
const scriptGather = (script: string) => `script.${script.replace(/^.*\//, '')}`

function whyNoImage({ capture }: RunState): string | undefined {
  const gather = capture.record.gathers.find(({ name }) => name === 'default')
  return gather?.outcome === 'no-image' ? 'there is no such image' : undefined
}
