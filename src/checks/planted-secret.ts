import type { CanaryKind } from '../model/canaries.js'
import type { FindingDraft } from '../model/check.js'
import type { SecretFinding } from '../model/secret-finding.js'
import { contract } from './contract.js'
import { counted, defineCheck, notApplicable, notEvaluated } from './define-check.js'
import { filesLookedAt } from './gathers.js'
import { inGather } from './secret-findings.js'

/**
 * What comes out of these, a gather that takes ConfigMaps, pods and logs cannot know to be secret, unless its profile
 * wants it to.
 */
const unknowable = ['config-map', 'environment', 'log'] as const satisfies readonly CanaryKind[]

export const plantedSecret = defineCheck({
  id: 'MG-SEC-002',
  title: 'planted secret came out',
  group: 'must-gather',
  contract: contract.noSecrets,
  reads: ['gathers', 'others', 'canaries'],
  fix: 'Leave out what holds the value, or replace it in the gather script: Secrets with oc adm inspect, which elides them.',
  onPartial: 'findings',
  parts: Object.fromEntries(unknowable.map((kind) => [kind, 'recommended'])),
  evaluate({ gathers, others, canaries }) {
    if (canaries.state === 'none') return notApplicable(canaries.reason)
    if (canaries.state === 'unsearched') return notEvaluated(canaries.reason)
    const all = [...gathers, ...others]
    const { planted, unplanted } = canaries
    const lack = unplanted > 0 ? ` (${unplanted} more could not be planted)` : ''
    return {
      looked: `${counted(planted, 'planted value')}${lack}, ${filesLookedAt(all)}`,
      findings: all.flatMap((gather) =>
        gather.secrets
          .filter(({ check }) => check === 'MG-SEC-002')
          .map((secret) => toDraft(secret, inGather(secret.path, gather))),
      ),
    }
  },
})

function toDraft(secret: SecretFinding, shown: string): FindingDraft {
  const { title, subject = '', masked, path, line, count, places, rule, fingerprint } = secret
  return {
    message: `${title} in ${shown}: ${subject}`,
    want: 'no planted value, in any encoding',
    got: masked,
    at: { path, line },
    count,
    ...(places.length > 1 ? { places } : {}),
    rule,
    part: rule,
    subject: fingerprint,
    fingerprint,
  }
}
