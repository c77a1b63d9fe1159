import type { IsMarker, UnelidedValue, UnparsedValue } from '../../elide/index.js'
import { findInDescribe, findInUnparsed, findUnelided } from '../../elide/index.js'
import type { SecretFinding } from '../finding.js'
import { defaultSalt, fingerprint, mask, mostOfRule } from '../finding.js'
import { createLocator } from './locate.js'
import type { Piece, Problem } from './piece.js'
import { parseDocuments } from './parse.js'
import { tooDeep } from './piece.js'
import { createLineSearch } from './search-line.js'

export interface DocumentScan {
  findings: SecretFinding[]
  /** Why the text could not be read as a whole, so that what was not found in it is not proven to be absent. */
  unreadable?: Problem
  /** How many values there are beyond those that are told apart. */
  beyond: number
}

export interface DocumentOptions {
  /** What fingerprints are made under. */
  salt?: string | undefined
  /** What counts as a value that was taken out; unless said, what the published profiles hold. */
  isMarker?: IsMarker | undefined
}

/** The Kubernetes Secrets of one YAML or JSON text whose values are not elided (MG-SEC-001). */
export function scanDocument(path: string, text: string, options: DocumentOptions = {}): DocumentScan {
  const { salt = defaultSalt, isMarker } = options
  const pieces = parseDocuments(text).map((piece) => readPiece(piece, isMarker))
  const all = [...pieces.flatMap((piece) => piece.values), ...findInDescribe(text, isMarker).map(inLine)]
  const told = all.slice(0, mostOfRule)
  const problem = pieces.find((piece) => piece.problem)?.problem
  return {
    findings: told.map(({ line, value }) => toFinding(path, line(), value, salt)),
    beyond: all.length - told.length,
    ...(problem ? { unreadable: problem } : {}),
  }
}

type FoundValue = Pick<UnelidedValue, 'key' | 'value' | 'encoded' | 'namespace' | 'name' | 'layers'>

interface Located {
  /** In the text, 1-based: looked for where it is told. */
  line: () => number
  value: FoundValue
}

interface ReadPiece {
  values: Located[]
  problem?: Problem
}

/** What cannot be parsed, or goes too deep, is read by its lines. */
function readPiece(piece: Piece, isMarker: IsMarker | undefined): ReadPiece {
  if (piece.problem) return { values: inLines(piece, isMarker), problem: piece.problem }
  try {
    return inDocuments(piece, isMarker)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { values: inLines(piece, isMarker), problem: tooDeep }
  }
}

/** What is packed too deep, or to too much, was not looked into: a document that hides it is not proven. */
function inDocuments({ text, line, documents, aliases }: Piece, isMarker: IsMarker | undefined): ReadPiece {
  const locate = createLocator(text)
  const search = createLineSearch(text)
  let problem: Problem | undefined
  const onUnread = (reason: string) => {
    problem ??= { reason, tooDeep: true }
  }
  const values = documents.flatMap((document, index) =>
    findUnelided(document, isMarker, aliases, onUnread).map((value) => ({
      line: () => line - 1 + (locate({ ...value.place, document: index }) ?? search(value)),
      value,
    })),
  )
  return { values, ...(problem ? { problem } : {}) }
}

function inLines({ text, line }: Piece, isMarker: IsMarker | undefined): Located[] {
  return findInUnparsed(text, isMarker).map((value) => inLine({ ...value, line: value.line + line - 1 }))
}

function inLine({ line, ...value }: UnparsedValue): Located {
  return { line: () => line, value: { namespace: '', name: '', ...value, layers: [] } }
}

function toFinding(path: string, line: number, found: FoundValue, salt: string): SecretFinding {
  const value = found.encoded ? decode(found.value) : Buffer.from(found.value).toString('latin1')
  const subject = [`${found.namespace}/${found.name}`.replace(/^\/|\/$/g, ''), found.key]
    .filter(Boolean)
    .join(' ')
  return {
    check: 'MG-SEC-001',
    rule: 'secret-not-elided',
    title: 'Value of a Secret',
    severity: 'critical',
    path,
    line,
    count: 1,
    places: [{ path, line }],
    masked: mask(`Secret ${subject}`, value),
    length: value.length,
    fingerprint: fingerprint(value, salt),
    layers: found.layers,
    ...lastLineOf(line, found.value),
    // A rule may take the base64 for the secret.
    ...(found.encoded ? { covers: [fingerprint(found.value, salt)] } : {}),
    subject,
  }
}

/** A value of many words is written in as many lines at most: folded lines come as spaces, and those of a block as they are. */
function lastLineOf(line: number, value: string): { lastLine?: number } {
  const breaks = value.trim().match(/\n|(?<=\S) (?=\S)/g)?.length ?? 0
  return breaks > 0 ? { lastLine: line + breaks + 1 } : {}
}

function decode(value: string): string {
  return Buffer.from(value, 'base64').toString('latin1')
}
