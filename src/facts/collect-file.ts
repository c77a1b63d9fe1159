import type { CaptureEntry } from '../capture/index.js'
import { mayEndInElision } from '../elide/index.js'
import type { ContentFact, FileFact } from '../model/facts.js'
import type { SecretFinding } from '../model/secret-finding.js'
import type { Scanner } from '../secrets/index.js'
import type { DocumentFormat } from './content.js'
import { readContent } from './content.js'
import type { ErrorLine } from './error-text.js'
import { ErrorTextFinder } from './error-text.js'
import { KeepTap, MeasureTap } from './file-taps.js'
import { isLog } from './is-log.js'
import { LineTimesTap } from './line-times.js'
import { packedOtherwise, proveElided } from './prove-clean.js'

/** What one pass over the bytes of one file tells. */
export interface FileFacts {
  file: FileFact
  secrets: SecretFinding[]
  unproven?: string
  errors: ErrorLine[]
  content?: ContentFact
  /** The whole text, where it was asked for. */
  text?: string
}

export interface FileQuestions {
  /** Path that findings show. */
  shown: string
  /** Path inside the gather. */
  path: string
  /** What it must hold, where the expected list describes that. */
  format: DocumentFormat | undefined
  keepText: boolean
  /** Whether the age of its lines matters, where it is a log. */
  lineTimes?: boolean
  scanner: Scanner
  salt: string | undefined
  quote: (text: string) => string
}

/** Larger files are searched, but not parsed. */
const parsedBytes = 64 * 1024 * 1024

/** Reads one file once. */
export async function collectFile(entry: CaptureEntry, questions: FileQuestions): Promise<FileFacts> {
  const { shown, path, scanner, quote } = questions
  const measure = new MeasureTap()
  const keep = new KeepTap(parsedBytes)
  const log = isLog(path)
  const errors = log ? undefined : new ErrorTextFinder(quote)
  const lineTimes = log && questions.lineTimes ? new LineTimesTap() : undefined
  const scan = scanner.file(shown)
  for await (const chunk of entry.body()) {
    measure.write(chunk)
    keep.write(chunk)
    errors?.write(chunk)
    lineTimes?.write(chunk)
    scan.write(chunk)
  }
  const found = scan.end()
  const content = measure.blank ? undefined : contentOf(keep, questions)
  const proof = scan.mentionsSecret ? proveElided(keep, questions) : packedOtherwise(measure.head)
  // What was cut off is not there to be searched, and is reported as that.
  const isCut = entry.truncated !== undefined || (content && 'problem' in content && content.truncated)
  const known = isCut ? withoutCutElision(found, keep) : found
  return {
    file: {
      ...{ path, type: 'file', size: measure.size, blank: measure.blank, log, sha256: measure.sha256() },
      ...(lineTimes ? { lines: lineTimes.end() } : {}),
    },
    secrets: [...proof.secrets, ...notAmong(proof.secrets, known, keep)],
    ...(proof.unproven === undefined || isCut ? {} : { unproven: proof.unproven }),
    errors: errors?.end() ?? [],
    ...(content ? { content } : {}),
    ...(questions.keepText ? { text: keep.text() } : {}),
  }
}

/**
 * A value of a Secret may look like a known kind of secret as well: it is reported once, as the Secret's. Where all the
 * text is one line, its number tells nothing.
 */
function notAmong(structural: readonly SecretFinding[], known: readonly SecretFinding[], keep: KeepTap) {
  if (structural.length === 0) return known
  const fingerprints = new Set(structural.map(({ fingerprint }) => fingerprint))
  const isOneLine = !keep.text().trimEnd().includes('\n')
  const lines = new Set(isOneLine ? [] : structural.map(({ line }) => line))
  return known.filter(({ line, fingerprint }) => !lines.has(line) && !fingerprints.has(fingerprint))
}

/** Half of what stands for an elided value is no value. */
function withoutCutElision(findings: readonly SecretFinding[], keep: KeepTap): readonly SecretFinding[] {
  const text = keep.text()
  if (!mayEndInElision(text)) return findings
  const last = text.split('\n').length
  return findings.filter(({ line }) => line < last)
}

function contentOf(keep: KeepTap, { path, format }: FileQuestions): ContentFact | undefined {
  if (format === undefined) return undefined
  if (keep.overflown) return { problem: 'too large to be parsed', truncated: false }
  return readContent(path, keep.text(), format)
}
