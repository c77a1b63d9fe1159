import { runGather } from '../../gather/index.js'
import { repeats } from '../../model/capture-record.js'
import type { GatherRecord } from '../../model/capture-record.js'
import { gatherLimit, gatherOptions } from '../gather-options.js'
import { removePlanted } from '../planted-pod.js'
import { recordGathers } from '../record-gathers.js'
import type { Phase, RunState } from '../types.js'
import { whyNoRepeat } from '../why-no-repeat.js'

type Limits = Pick<GatherRecord, 'since' | 'sinceTime'>

/** Short, so that whatever the gathers before it brought is older. */
const since = '1s'

/** The gather with each limit to the age of logs; side by side, as neither is compared with the other. */
export const gatherSince: Phase = {
  name: 'since',
  deadlineMs: ({ options }) => gatherLimit(options.isv) * 2,
  skip: (state) => whyNoRepeat(state, ['MG-RUN-005']),
  async act(state, signal, say) {
    const { command } = state.options.isv.gather
    const run = async (name: string, limits: Limits) => {
      const options = await gatherOptions(state, name, command, say)
      const { record } = await runGather({ ...options, ...limits, signal })
      await recordGathers(state, [{ ...record, ...limits }])
      return record
    }
    try {
      const sinceTime = lastEnd(state.capture.record.gathers)
      const records = await Promise.all([
        run(repeats.since, { since }),
        ...(sinceTime === undefined ? [] : [run(repeats.sinceTime, { sinceTime })]),
      ])
      return `MUST_GATHER_SINCE=${since}${sinceTime === undefined ? '' : `, MUST_GATHER_SINCE_TIME=${sinceTime}`}: ${sizes(records)}`
    } finally {
      await removeWhatWasPlanted(state, signal)
    }
  },
}

/** When the last gather without limits ended, by the clock of its node: all that it brought is older. RFC 3339, whole seconds. */
function lastEnd(gathers: readonly GatherRecord[]): string | undefined {
  const ends = gathers
    .filter(({ name, outcome }) => (name === 'default' || name === repeats.again) && outcome === 'completed')
    .map(({ startedAt = '', durationMs = NaN }) => Date.parse(startedAt) + durationMs)
    .filter((end) => !Number.isNaN(end))
  return ends.length === 0 ? undefined : new Date(Math.max(...ends)).toISOString().replace(/\.\d+Z$/, 'Z')
}

const sizes = (records: readonly GatherRecord[]) =>
  records
    .map(({ outcome, files = 0 }) => (outcome === 'completed' ? `${files} files` : outcome))
    .join(' and ')

/** What stays for the moment is the clean-up's. */
async function removeWhatWasPlanted(state: RunState, signal: AbortSignal): Promise<void> {
  const left = await removePlanted(state, signal)
  for (const { object, reason } of left)
    state.options.logger.debug(`pod ${object.name} is still there: ${reason}`)
}
