import { sealValues } from '../facts/seal.js'
import type { FactsAtHand } from '../model/check.js'
import type { Report } from '../model/report.js'

type Unsigned = Omit<Report, 'reportDigest'>

/** Fields with words, numbers and digests of ours, or of those who wrote the configuration. */
const ours: ReadonlySet<string> = new Set([
  ...[
    'schemaVersion',
    'tool',
    'profile',
    'verdict',
    'outcome',
    'level',
    'group',
    'id',
    'skip',
    'because',
    'rule',
  ],
  ...['title', 'fix', 'contract', 'check', 'waivers', 'waivedBy', 'digest', 'configDigest', 'fingerprint'],
])
/** What the finding of a secret says is masked. */
const masked: ReadonlySet<string> = new Set(['message', 'want', 'got'])

function isOurs(field: string, holder: object): boolean {
  if (ours.has(field)) return true
  // Where the capture lies is what the user said.
  return 'rule' in holder ? masked.has(field) : 'secretFound' in holder && field === 'path'
}

/** The report without a secret in any text that was gathered: names of files are such texts, too. */
export function sealReport(report: Unsigned, { facts }: FactsAtHand, salt: string | undefined): Unsigned {
  const gathers = [...(facts.gathers ?? []), ...(facts.others ?? []), ...(facts.repeats ?? [])]
  return sealValues(report, { secrets: gathers.flatMap(({ secrets }) => secrets), salt, isOurs })
}
