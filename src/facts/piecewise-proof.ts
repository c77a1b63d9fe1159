import { mentionsDescribedSecret, mentionsSecret } from '../elide/index.js'
import type { SecretFinding } from '../model/secret-finding.js'
import { countLines, mostOfRule } from '../secrets/index.js'
import type { Analyst } from './analyst.js'
import type { KeepTap } from './file-taps.js'
import type { Proof } from './prove-clean.js'

/** What is parsed at once of a file that is no document: logs have gigabytes. */
export const pieceBytes = 4 * 1024 * 1024
/** So much of a piece is in the next one too, as no object of Kubernetes is longer. */
const overlap = 1024 * 1024

/** Has the lifetime of one file that is no document: its Secrets are looked for piece by piece, from line to line. */
export class PiecewiseProof {
  readonly #secrets: SecretFinding[] = []
  readonly #places = new Set<string>()
  #beyond = 0
  #unproven: string | undefined
  /** The last line of the pieces before. */
  #lastLine = 0
  /** As many kept bytes are a piece: more where a line goes on for longer. */
  #enough = pieceBytes

  constructor(
    private readonly shown: string,
    private readonly scanner: Analyst['scanner'],
  ) {}

  /** Parses what is kept when it is enough, and lets go of it. Nothing but a mention of Secrets makes it worth that. */
  take(keep: KeepTap, worth: boolean): void {
    if (keep.size < this.#enough) return
    const { firstLine } = keep
    const taken = keep.takeLines(overlap)
    this.#enough = taken ? pieceBytes : this.#enough * 2
    if (!taken || !worth) return
    const piece = taken()
    this.#prove(piece.toString('utf8'), firstLine)
    this.#lastLine = firstLine - 1 + countLines(piece)
  }

  /** All that was found, also in what is still kept. */
  end(keep: KeepTap): Proof {
    this.#prove(keep.text(), keep.firstLine)
    const unproven = this.#unproven
    return { secrets: this.#secrets, beyond: this.#beyond, ...(unproven === undefined ? {} : { unproven }) }
  }

  #prove(text: string, firstLine: number): void {
    if (!mentionsSecret(text) && !mentionsDescribedSecret(text)) return
    const { findings, unreadable, beyond } = this.scanner.document(this.shown, text)
    this.#beyond += beyond
    if (unreadable?.tooDeep) this.#unproven ??= `it speaks of Secrets, and ${unreadable.reason}`
    const found = findings.map((finding) => moved(finding, firstLine - 1))
    for (const finding of found) this.#add(finding)
  }

  #add(finding: SecretFinding): void {
    const place = `${finding.line} ${finding.fingerprint}`
    if (this.#places.has(place)) return
    if (this.#secrets.length >= mostOfRule) {
      if (finding.line > this.#lastLine) this.#beyond++
      return
    }
    this.#places.add(place)
    this.#secrets.push(finding)
  }
}

function moved(finding: SecretFinding, by: number): SecretFinding {
  if (by === 0) return finding
  const { line, lastLine, places } = finding
  return {
    ...finding,
    line: line + by,
    places: places.map((place) => ({ ...place, line: place.line + by })),
    ...(lastLine === undefined ? {} : { lastLine: lastLine + by }),
  }
}
