import { mayEndInElision } from '../elide/index.js'
import type { ContentFact, FileFact } from '../model/facts.js'
import type { SecretFinding } from '../model/secret-finding.js'
import type { FileScan } from '../secrets/index.js'
import { isPlanted, mostOfRule, withoutPlanted } from '../secrets/index.js'
import { counted } from '../lib/counted.js'
import type { Analyst } from './analyst.js'
import type { DocumentFormat } from './content.js'
import { readContent } from './content.js'
import type { ErrorLine } from './error-text.js'
import { ErrorTextFinder } from './error-text.js'
import { KeepTap, MeasureTap } from './file-taps.js'
import { isLog } from './is-log.js'
import { LineTimesTap } from './line-times.js'
import { pieceBytes, PiecewiseProof } from './piecewise-proof.js'
import type { Proof } from './prove-clean.js'
import { isDocument, packedOtherwise, proveElided } from './prove-clean.js'

/** What one pass over the bytes of one file tells. */
export interface FileFacts {
  file: FileFact
  secrets: SecretFinding[]
  unproven?: string
  /** How much more there is than secrets that are told apart. */
  beyond?: string
  errors: ErrorLine[]
  content?: ContentFact
  /** The whole text, where it was asked for. */
  text?: string
}

/** What is asked of one file: plain data, so that a worker can be asked, and few of it, as there are many files. */
export interface FileQuestions {
  /** Path inside the gather. */
  path: string
  /** Path that findings show, where that is another. */
  shown?: string
  /** What it must hold, where the expected list describes that. */
  format?: DocumentFormat | undefined
  keepText?: boolean
  /** Whether the age of its lines matters, where it is a log. */
  lineTimes?: boolean
  /** Whether nothing but its secrets matters. */
  onlySecrets?: boolean
}

/** The questions that a file is asked of which nothing but its secrets matters. */
export const onlySecrets = (path: string): FileQuestions => ({ path, onlySecrets: true })

/** Larger files are searched, but not parsed. */
const parsedBytes = 64 * 1024 * 1024

/** Has the lifetime of one file, of which it is given each chunk once. */
export class FileAnalysis {
  readonly #questions: FileQuestions
  readonly #analyst: Analyst
  readonly #measure: MeasureTap
  readonly #keep = new KeepTap(parsedBytes)
  readonly #errors: ErrorTextFinder | undefined
  readonly #lineTimes: LineTimesTap | undefined
  readonly #scan: FileScan
  readonly #log: boolean
  /** Whether it is no document, which is read in pieces where it is long. */
  readonly #inPieces: boolean
  #pieces: PiecewiseProof | undefined

  constructor(questions: FileQuestions, analyst: Analyst) {
    this.#questions = questions
    this.#analyst = analyst
    this.#log = isLog(questions.path)
    const { path, shown = path, format, keepText, lineTimes, onlySecrets = false } = questions
    this.#inPieces = !isDocument(path) && format === undefined && keepText !== true
    this.#measure = new MeasureTap({ digest: !onlySecrets })
    this.#errors = this.#log || onlySecrets ? undefined : new ErrorTextFinder(analyst.quote)
    this.#lineTimes = this.#log && lineTimes === true ? new LineTimesTap() : undefined
    this.#scan = analyst.scanner.file(shown)
  }

  /** Whether the bytes are still looked at that it was given. */
  get holds(): boolean {
    return this.#keep.holds
  }

  /** Takes the next bytes, which must stay as they are until `end`, or until it holds none. */
  write(chunk: Buffer): void {
    this.#measure.write(chunk)
    this.#keep.write(chunk)
    this.#errors?.write(chunk)
    this.#lineTimes?.write(chunk)
    this.#scan.write(chunk)
    // Most files are shorter than a piece, and are parsed as a whole.
    if (this.#inPieces && this.#keep.size >= pieceBytes) this.#takePiece()
  }

  #takePiece(): void {
    const { path, shown = path } = this.#questions
    this.#pieces ??= new PiecewiseProof(shown, this.#analyst.scanner)
    this.#pieces.take(this.#keep, this.#scan.mentionsSecret)
  }

  /** Says what was learned; `truncated` where the bytes ended before the file did. */
  end(truncated: boolean): FileFacts {
    const measure = this.#measure
    const sha256 = measure.sha256()
    const keep = this.#keep
    const { path, keepText } = this.#questions
    const found = this.#scan.end()
    const content = measure.blank ? undefined : contentOf(keep, this.#questions)
    const proof = this.#scan.mentionsSecret ? this.#proof() : packedOtherwise(measure.head)
    const unproven = proof.unproven ?? this.#scan.unproven
    // What was cut off is not there to be searched, and is reported as that.
    const isCut = truncated || (content && 'problem' in content && content.truncated)
    const known = isCut ? withoutCutElision(found, keep) : found
    const structural = withoutPlanted(proof.secrets, known)
    const beyond = this.#scan.beyond + (proof.beyond ?? 0)
    // Field by field, as there are many files: what is spread from others takes ten times as long to make.
    const file: FileFact = { path, type: 'file', size: measure.size, blank: measure.blank, log: this.#log }
    if (sha256 !== undefined) file.sha256 = sha256
    if (this.#lineTimes) file.lines = this.#lineTimes.end()
    const secrets =
      structural.length + known.length === 0 ? [] : [...structural, ...notAmong(structural, known, keep)]
    const facts: FileFacts = { file, secrets, errors: this.#errors?.end() ?? [] }
    if (unproven !== undefined && !isCut) facts.unproven = unproven
    if (beyond > 0) facts.beyond = tellBeyond(beyond)
    if (content) facts.content = content
    if (keepText === true) facts.text = keep.text()
    return facts
  }

  #proof(): Proof {
    const keep = this.#keep
    return keep.firstLine > 1 && this.#pieces
      ? this.#pieces.end(keep)
      : proveElided(keep, this.#questions, this.#analyst)
  }
}

function tellBeyond(places: number): string {
  const more = counted(places, 'more place')
  return `it holds more than ${mostOfRule} secrets of one kind: ${more} counted and not told, until these are gone`
}

/**
 * A value of a Secret may look like a known kind of secret as well: it is reported once, as the Secret's. Where all the
 * text is one line, its number tells nothing.
 */
function notAmong(structural: readonly SecretFinding[], known: readonly SecretFinding[], keep: KeepTap) {
  if (structural.length === 0) return known
  const fingerprints = new Set(structural.flatMap(({ fingerprint, covers = [] }) => [fingerprint, ...covers]))
  const isOneLine = keep.firstLine === 1 && !keep.text().trimEnd().includes('\n')
  const lines = new Set(isOneLine ? [] : structural.flatMap(linesOf))
  return known.filter((finding) => {
    const { line, fingerprint } = finding
    return isPlanted(finding) || (!lines.has(line) && !fingerprints.has(fingerprint))
  })
}

const linesOf = ({ line, lastLine = line }: SecretFinding) =>
  Array.from({ length: lastLine - line + 1 }, (_, below) => line + below)

/** Half of what stands for an elided value is no value. */
function withoutCutElision(findings: readonly SecretFinding[], keep: KeepTap): readonly SecretFinding[] {
  const text = keep.text()
  if (!mayEndInElision(text)) return findings
  const last = keep.firstLine - 1 + text.split('\n').length
  return findings.filter(({ line }) => line < last)
}

function contentOf(keep: KeepTap, { path, format }: FileQuestions): ContentFact | undefined {
  if (format === undefined) return undefined
  if (keep.overflown) return { problem: 'too large to be parsed', truncated: false }
  return readContent(path, keep.text(), format)
}
