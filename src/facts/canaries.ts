import type { Canary } from '../model/canaries.js'
import type { CanariesFact } from '../model/facts.js'
import { recoverCanaries } from '../secrets/index.js'
import type { Sidecars } from './sidecars.js'

export interface CanariesAtHand {
  fact: CanariesFact
  /** The values to look for. */
  canaries: readonly Canary[]
}

/**
 * What was planted before the gather, and the values again where the key was given. Throws `canaries.other-key` and
 * `canaries.changed` where the key does not go with the capture.
 */
export function canariesAtHand(
  { canaries: file, record, problems }: Sidecars,
  key: Buffer | undefined,
): CanariesAtHand {
  const unsearched = (reason: string): CanariesAtHand => ({
    fact: { state: 'unsearched', reason },
    canaries: [],
  })
  if (problems.canaries !== undefined) return unsearched(`canaries.json ${problems.canaries}`)
  const { planted = 0, unplanted = [] } = record?.canaries ?? {}
  if (!file && planted > 0)
    return unsearched('capture.json says that values were planted, and there is no canaries.json')
  if (!file?.canaries.length) {
    const [refused] = unplanted
    if (refused) return unsearched(`no value could be planted: ${refused.reason}`)
    return { fact: { state: 'none', reason: 'nothing was planted before this gather' }, canaries: [] }
  }
  if (!key)
    return unsearched(
      `what was planted cannot be looked for without its key: give it with --canary-key FILE (canary.key of the run's folder)`,
    )
  const canaries = recoverCanaries(key, file)
  return { fact: { state: 'searched', planted: canaries.length, unplanted: unplanted.length }, canaries }
}
