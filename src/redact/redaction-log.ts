import type { SecretFinding } from '../model/secret-finding.js'
import type { UnreadPlace } from '../model/secret-scan.js'
import { groupFindings } from '../secrets/index.js'
import { secretName } from './marker.js'

/** A secret that the copy does not hold any more; nothing of its value. */
export interface RedactedSecret {
  rule: string
  title: string
  /** What its markers name it: the start of its fingerprint. */
  name: string
  /** On how many lines it stood. */
  count: number
  /** The first few of them, in what was copied. */
  places: { path: string; line: number }[]
}

export interface RedactionSummary {
  files: number
  bytes: number
  /** Files that are not as they were. */
  changed: string[]
  secrets: RedactedSecret[]
  /** What the copy does not have, and why. */
  leftOut: UnreadPlace[]
  /** What of the original could not be read. */
  problems: UnreadPlace[]
}

/** Takes down what becomes of each file while a copy is made. */
export class RedactionLog {
  files = 0
  bytes = 0
  readonly #changed: string[] = []
  readonly #findings: SecretFinding[] = []
  readonly #leftOut: UnreadPlace[] = []
  readonly #problems: UnreadPlace[] = []

  kept(size: number): void {
    this.files++
    this.bytes += size
  }

  changed(path: string, findings: readonly SecretFinding[] = []): void {
    this.#changed.push(path)
    this.#findings.push(...findings)
  }

  leftOut(path: string, reason: string): void {
    this.#leftOut.push({ path, reason })
  }

  problem(path: string | undefined, reason: string): void {
    this.#problems.push(path === undefined ? { reason } : { path, reason })
  }

  summary(): RedactionSummary {
    return {
      ...{ files: this.files, bytes: this.bytes, changed: this.#changed },
      secrets: groupFindings(this.#findings).map(toSecret),
      ...{ leftOut: this.#leftOut, problems: this.#problems },
    }
  }
}

const toSecret = ({ rule, title, fingerprint, count, places }: SecretFinding): RedactedSecret => ({
  ...{ rule, title, name: secretName(fingerprint), count, places },
})
