import type { CheckOutcome } from '../model/check.js'
import type { Facts, GatherFacts } from '../model/facts.js'
import type { SecretFinding } from '../model/secret-finding.js'
import { shownSecret } from '../model/secret-finding.js'
import { filesLookedAt } from './gathers.js'

/** What the scan found for one check, in the gathers and in the scripts run alone. */
export function secretFindings(
  { gathers, others }: Pick<Facts, 'gathers' | 'others'>,
  check: SecretFinding['check'],
  want: string,
): CheckOutcome {
  const all = [...gathers, ...others]
  return {
    looked: filesLookedAt(all),
    findings: all.flatMap((gather) =>
      gather.secrets
        .filter((secret) => secret.check === check)
        .map(({ title, path, line, count, places, rule, fingerprint, ...secret }) => ({
          message: `${title} in ${inGather(path, gather)}`,
          want,
          got: shownSecret(secret),
          at: { path, line },
          count,
          ...(places.length > 1 ? { places } : {}),
          rule,
          subject: fingerprint,
          fingerprint,
        })),
    ),
  }
}

/** As other checks show it; what lies beside the gather is shown as it lies in the capture. */
export const inGather = (path: string, { root }: GatherFacts) =>
  root !== '' && path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path
