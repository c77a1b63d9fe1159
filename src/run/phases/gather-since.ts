import { setTimeout as delay } from 'node:timers/promises'
import { runGather } from '../../gather/index.js'
import { repeats } from '../../model/capture-record.js'
import type { GatherRecord } from '../../model/capture-record.js'
import { logAgeToleranceMs } from '../../model/log-age.js'
import { gatherLimit, gatherOptions } from '../gather-options.js'
import { removePlanted } from '../planted-pod.js'
import { recordGathers } from '../record-gathers.js'
import type { Phase, RunState } from '../types.js'
import { whyNoRepeat } from '../why-no-repeat.js'

type Limits = Pick<GatherRecord, 'since' | 'sinceTime'>

/** Short, so that whatever the first gather brought is soon older. */
const sinceMs = 1000
const since = `${sinceMs / 1000}s`
/** Times without fractions of a second are up to this much too early. */
const roundingMs = 1000

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
      const sinceTime = safelyAfterFirst(state.capture.record.gathers)
      await delay(untilAllIsOlder(state), undefined, { signal })
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

/** A time by which all that the first gather brought is old, by the clock of its node. RFC 3339, whole seconds. */
function safelyAfterFirst(gathers: readonly GatherRecord[]): string | undefined {
  const { startedAt = '', durationMs = NaN } =
    gathers.find(({ name, outcome }) => name === 'default' && outcome === 'completed') ?? {}
  const end = Date.parse(startedAt) + durationMs
  if (Number.isNaN(end)) return undefined
  return new Date(end + logAgeToleranceMs + roundingMs).toISOString().replace(/\.\d+Z$/, 'Z')
}

/** How long until what the first gather brought is older than both limits, in ms: a quick one after a quick start may not be. */
function untilAllIsOlder({ capture, options }: RunState): number {
  const { startedAt = '', durationMs = NaN } =
    capture.record.phases.find(({ name }) => name === 'gather') ?? {}
  const old = Date.parse(startedAt) + durationMs + sinceMs + logAgeToleranceMs + roundingMs
  return Math.max(old - options.now().getTime(), 0) || 0
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
