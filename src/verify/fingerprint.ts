import { createHash } from 'node:crypto'
import { withoutGenerated } from '../lib/generated-names.js'
import type { FindingDraft } from '../model/check.js'

/**
 * The same for the same finding in another run: over check, rule, path and subject, without line numbers and without
 * the parts of names that a cluster generates. A secret brings its own, an HMAC of its value.
 */
export function fingerprintOf(check: string, draft: FindingDraft): string {
  const identity = [
    check,
    draft.rule ?? '',
    withoutGenerated(draft.at?.path ?? ''),
    draft.fingerprint ?? withoutGenerated(draft.subject),
  ]
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32)
}
