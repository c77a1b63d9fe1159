import { whyNotReady } from './operator-is-ready.js'
import type { RunState } from './types.js'

/** Why the gather is not run again: there is nothing whole to compare with, or nothing that is asked of it. */
export function whyNoRepeat(state: RunState, checks: readonly string[]): string | undefined {
  const { profile } = state.options
  if (profile && checks.every((id) => (profile.checks[id] ?? 'off') === 'off'))
    return `profile ${profile.name} has ${checks.join(' and ')} off`
  const notReady = whyNotReady(state)
  if (notReady !== undefined) return notReady
  const gather = state.capture.record.gathers.find(({ name }) => name === 'default')
  return gather?.outcome === 'completed' && gather.copied === 'whole'
    ? undefined
    : 'there is no whole gather to compare with'
}
