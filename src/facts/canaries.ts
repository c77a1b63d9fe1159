import type { Canary, CanaryKind } from '../model/canaries.js'
import { unknowableKinds } from '../model/canaries.js'
import type { UnplantedCanary } from '../model/capture-record.js'
import type { CanariesFact, WhyUnplanted } from '../model/facts.js'
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
    const why = whyUnplanted(unplanted)
    if (why?.kind === 'not-evaluated') return unsearched(`no value could be planted: ${why.reason}`)
    const reason = `nothing was planted before this gather${why ? `: ${why.reason}` : ''}`
    return { fact: { state: 'none', reason }, canaries: [] }
  }
  if (!key)
    return unsearched(
      `what was planted cannot be looked for without its key: give it with --canary-key FILE (canary.key of the run's folder)`,
    )
  const canaries = recoverCanaries(key, file)
  const noSecret = canaries.some(inSecret) ? undefined : whyUnplanted(unplanted.filter(inSecret))
  const counts = { planted: canaries.length, unplanted: unplanted.length }
  return { fact: { state: 'searched', ...counts, ...(noSecret && { noSecret }) }, canaries }
}

const inSecret = ({ kind }: { kind: CanaryKind }) => !unknowableKinds.has(kind)

/** What the cluster refused should have been planted; what isv.yaml or the user's rights left out could not. */
function whyUnplanted(unplanted: readonly UnplantedCanary[]): WhyUnplanted | undefined {
  const [first] = unplanted
  const refused = unplanted.find(({ cause }) => cause === 'refused')
  if (refused) return { kind: 'not-evaluated', reason: refused.reason }
  return first && { kind: 'not-applicable', reason: first.reason }
}
