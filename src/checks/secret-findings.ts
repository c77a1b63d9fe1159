import type { CheckOutcome } from '../model/check.js'
import type { Facts } from '../model/facts.js'
import type { SecretFinding } from '../model/secret-finding.js'
import { filesLookedAt } from './gathers.js'

/** What the scan found for one check, in the gathers and in the scripts run alone. */
export function secretFindings(
  { gathers, scripts }: Pick<Facts, 'gathers' | 'scripts'>,
  check: SecretFinding['check'],
  want: string,
): CheckOutcome {
  const all = [...gathers, ...scripts]
  return {
    looked: filesLookedAt(all),
    findings: all.flatMap((gather) =>
      gather.secrets
        .filter((secret) => secret.check === check)
        .map(({ title, masked, path, line, count, places, rule, fingerprint }) => ({
          message: `${title} in ${path}`,
          want,
          got: masked,
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
