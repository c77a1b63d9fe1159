import type { CaptureEntry } from '../capture/index.js'
import type { ContentFact, FileFact } from '../model/facts.js'
import type { SecretFinding } from '../model/secret-finding.js'
import type { Scanner } from '../secrets/index.js'
import { scanDocument } from '../secrets/index.js'
import { readContent } from './content.js'
import type { ErrorLine } from './error-text.js'
import { ErrorTextFinder } from './error-text.js'
import { KeepTap, MeasureTap } from './file-taps.js'
import { isLog } from './is-log.js'

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
  /** Whether the expected list describes its content. */
  parse: boolean
  keepText: boolean
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
  const scan = scanner.file(shown)
  for await (const chunk of entry.body()) {
    measure.write(chunk)
    keep.write(chunk)
    errors?.write(chunk)
    scan.write(chunk)
  }
  const known = scan.end()
  const { secrets, unproven } = scan.mentionsSecret ? proveElided(keep, questions) : { secrets: [] }
  return {
    file: { path, type: 'file', size: measure.size, blank: measure.blank, log, sha256: measure.sha256() },
    secrets: [...known, ...secrets],
    ...(unproven === undefined ? {} : { unproven }),
    errors: errors?.end() ?? [],
    ...(questions.parse && !measure.blank ? { content: contentOf(path, keep) } : {}),
    ...(questions.keepText ? { text: keep.text() } : {}),
  }
}

function contentOf(path: string, keep: KeepTap): ContentFact {
  return keep.overflown
    ? { problem: 'too large to be parsed', truncated: false }
    : readContent(path, keep.text())
}

/** A file that speaks of Secrets is parsed, and every Secret in it held against what elision looks like. */
function proveElided(
  keep: KeepTap,
  { shown, salt }: FileQuestions,
): { secrets: SecretFinding[]; unproven?: string } {
  if (keep.overflown) return { secrets: [], unproven: 'it speaks of Secrets and is too large to be parsed' }
  const { findings, unreadable } = scanDocument(shown, keep.text(), salt)
  return { secrets: findings, ...(unreadable ? { unproven: unreadable.reason } : {}) }
}
