import type { SecretFinding } from './secret-finding.js'

/** What a scan for secrets alone says of a capture. */
export interface SecretScan {
  /** How many files were searched, those in packed members included. */
  files: number
  /** How many bytes they hold, unpacked. */
  bytes: number
  /** One for each secret, by path and line; never with its value. */
  findings: SecretFinding[]
  /** Files that were read and yet are not proven clean, and why. */
  unproven: UnreadPlace[]
  /** What could not be read; without a path, of the capture as a whole. */
  problems: UnreadPlace[]
}

export interface UnreadPlace {
  path?: string
  /** A sentence part: `the gzip data ends early`. */
  reason: string
}

/** What a report says of a rule: nothing of how it searches. */
export type DescribedRule = Pick<SecretFinding, 'title' | 'severity' | 'check'> & { id: string }

/** Whether anything is left of which the scan cannot say that it is clean. */
export const isWhole = ({ unproven, problems }: SecretScan): boolean =>
  unproven.length === 0 && problems.length === 0
