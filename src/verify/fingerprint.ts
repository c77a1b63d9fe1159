import { createHash } from 'node:crypto'
import type { FindingDraft } from '../model/check.js'

/**
 * The same for the same finding in another run: over check, rule, path and subject, without line numbers and without
 * the parts of names that a cluster generates. A secret brings its own, an HMAC of its value.
 */
export function fingerprintOf(check: string, draft: FindingDraft): string {
  const identity = [
    check,
    draft.rule ?? '',
    stable(draft.at?.path ?? ''),
    draft.fingerprint ?? stable(draft.subject),
  ]
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32)
}

const generated: readonly [RegExp, string][] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '<uid>'],
  [/\d{4}-\d{2}-\d{2}(?:[T_ ]\d{2}[:-]?\d{2}[:-]?\d{2}(?:\.\d+)?Z?)?/g, '<date>'],
  // Names of ReplicaSets, pods, jobs: the alphabet that Kubernetes generates from has no vowels.
  [
    /-[bcdfghjklmnpqrstvwxz2456789]{8,10}(?:-[bcdfghjklmnpqrstvwxz2456789]{5})?(?![a-z0-9-])/gi,
    '-<generated>',
  ],
  // The minute that a CronJob's Job was scheduled for, and its pod.
  [/-\d{8}(?:-[bcdfghjklmnpqrstvwxz2456789]{5})?(?![a-z0-9-])/gi, '-<generated>'],
  [/-[bcdfghjklmnpqrstvwxz2456789]{5}(?![a-z0-9-])/gi, '-<generated>'],
  [/[0-9a-f]{32,}/gi, '<hash>'],
]

function stable(text: string): string {
  return generated.reduce((result, [pattern, name]) => result.replace(pattern, name), text)
}
