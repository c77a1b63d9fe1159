import type { CaptureProblem, CaptureReader } from '../capture/index.js'
import type { SecretFinding } from '../model/secret-finding.js'
import type { SecretScan, UnreadPlace } from '../model/secret-scan.js'
import { createScanner, groupFindings } from '../secrets/index.js'
import { onlySecrets } from './file-analysis.js'
import { hostileBody } from './hostile-body.js'
import { sealValues } from './seal.js'
import { AnalysisPool } from './workers/analysis-pool.js'

export interface ScanOptions {
  /** Key of the fingerprints of secrets. */
  salt?: string | undefined
  signal?: AbortSignal | undefined
}

/**
 * Searches everything in a capture for secrets, as `verify` does, and asks nothing else. Throws only where nothing can
 * be read, or the signal aborts; what could not be read of the rest is in `unproven` and `problems`.
 */
export async function scanCapture(reader: CaptureReader, { salt, signal }: ScanOptions): Promise<SecretScan> {
  const findings: SecretFinding[] = []
  const unproven: UnreadPlace[] = []
  let files = 0
  let bytes = 0
  const pool = new AnalysisPool({ analyst: { salt }, signal })
  try {
    for await (const entry of reader.entries(signal)) {
      const { path } = entry
      if (entry.type !== 'file') continue
      files++
      const hostile = entry.hostile && hostileBody(entry)
      await pool.add(hostile?.body ?? entry, onlySecrets(path), (facts) => {
        bytes += facts.file.size
        findings.push(...facts.secrets)
        for (const reason of [facts.unproven ?? hostile?.unproven(), facts.beyond])
          if (reason !== undefined) unproven.push({ path, reason })
      })
    }
    const ended = pool.end()
    // Compiles the rules while the last files are analysed: what is reported is searched too.
    createScanner({})
    await ended
  } finally {
    await pool.close()
  }
  const problems = reader.problems.filter(isLack).map(({ path, reason }) => placeOf(path, reason))
  const scan = { files, bytes, findings: groupFindings(findings), unproven: unproven.sort(byPath), problems }
  return sealValues(scan, { secrets: findings, salt, isOurs: (field) => masked.has(field) })
}

/** What a finding says of its value shows none. */
const masked: ReadonlySet<string> = new Set(['title', 'rule', 'check', 'severity', 'masked', 'fingerprint'])

/** A hostile link or device holds nothing that could be searched. */
const isLack = ({ kind }: CaptureProblem) => kind !== 'hostile'

const placeOf = (path: string | undefined, reason: string): UnreadPlace =>
  path === undefined ? { reason } : { path, reason }

function byPath(a: UnreadPlace, b: UnreadPlace): number {
  const [first = '', second = ''] = [a.path, b.path]
  return first < second ? -1 : first > second ? 1 : 0
}
