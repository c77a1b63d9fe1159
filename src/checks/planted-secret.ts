import { unknowableKinds } from '../model/canaries.js'
import type { FindingDraft } from '../model/check.js'
import type { SecretFinding } from '../model/secret-finding.js'
import { contract } from './contract.js'
import { counted, defineCheck, notApplicable, notEvaluated } from './define-check.js'
import { filesLookedAt } from './gathers.js'
import { inGather } from './secret-findings.js'

export const plantedSecret = defineCheck({
  id: 'MG-SEC-002',
  title: 'planted secret came out',
  group: 'must-gather',
  contract: contract.noSecrets,
  reads: ['gathers', 'others', 'canaries'],
  fix: 'Leave out what holds the value, or replace it in the gather script: Secrets with oc adm inspect, which elides them.',
  onPartial: 'findings',
  parts: Object.fromEntries([...unknowableKinds].map((kind) => [kind, 'recommended'])),
  evaluate({ gathers, others, canaries }) {
    if (canaries.state === 'none') return notApplicable(canaries.reason)
    if (canaries.state === 'unsearched') return notEvaluated(canaries.reason)
    const all = [...gathers, ...others]
    const { planted, unplanted, noSecret } = canaries
    const lack = unplanted > 0 ? ` (${unplanted} more could not be planted)` : ''
    const findings = all.flatMap((gather) =>
      gather.secrets
        .filter(({ check }) => check === 'MG-SEC-002')
        .map((secret) => toDraft(secret, inGather(secret.path, gather))),
    )
    // That no Secret comes out is what the contract is about, and there was none to look for.
    if (noSecret && findings.length === 0)
      return { skip: noSecret.kind, reason: `nothing was planted in Secrets: ${noSecret.reason}` }
    return { looked: `${counted(planted, 'planted value')}${lack}, ${filesLookedAt(all)}`, findings }
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
