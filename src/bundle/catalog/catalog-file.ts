import type { CatalogProblem } from '../../model/catalog.js'
import type { PackageBlob } from './read-blob.js'
import { identify, readBlob } from './read-blob.js'
import { splitDocuments } from './documents/split-documents.js'
import type { RawDocument } from './documents/types.js'
import type { Margin } from './other-package.js'
import { marginOf } from './other-package.js'
import { parseDocument } from './parse-document.js'

/** What one file of a catalog says of a package. */
export interface CatalogFile {
  path: string
  bytes: number
  blobs: number
  own: PackageBlob[]
  problems: CatalogProblem[]
  /** Packages that the file defines. */
  defined: Set<string>
  /** Packages that blobs of the file say they belong to, and where the first of them stands. */
  named: Map<string, number>
}

/** YAML that is parsed whatever package it is of; beyond that only what may be the package's own, so that it takes seconds. */
export class ParsingAllowance {
  constructor(private left = 8 * 1024 * 1024) {}

  take(bytes: number): boolean {
    this.left -= bytes
    return this.left >= 0
  }
}

export interface FileQuestion {
  package: string
  allowance: ParsingAllowance
  signal?: AbortSignal | undefined
}

/** Reads a file of a catalog as a stream, up to the first place where it cannot be read. */
export async function readCatalogFile(
  path: string,
  content: AsyncIterable<Buffer>,
  question: FileQuestion,
): Promise<CatalogFile> {
  const file: CatalogFile = {
    ...{ path, bytes: 0, blobs: 0, own: [], problems: [] },
    defined: new Set(),
    named: new Map(),
  }
  let isFirst = true
  for await (const document of splitDocuments(content)) {
    question.signal?.throwIfAborted()
    if ('broken' in document) {
      file.problems.push(unreadable(path, document.line, document.broken))
      break
    }
    file.bytes = document.offset + document.bytes.length
    if (!isFirst && isEmpty(document)) continue
    isFirst = false
    if (!learn(file, document, question)) break
  }
  return file
}

/** A separator that nothing follows; OLM stumbles over one at the beginning of a file only. */
const isEmpty = ({ bytes }: RawDocument) =>
  bytes.length < 300 && /^---[^\n]*\n?$/.test(bytes.toString('latin1'))

/** False where the file cannot be read any further. */
function learn(file: CatalogFile, document: RawDocument, question: FileQuestion): boolean {
  const margin = document.style === 'yaml' ? otherPackage(document, question) : undefined
  if (margin) {
    file.blobs++
    note(file, margin, document.line + (beginsWithSeparator(document) ? 1 : 0))
    return true
  }
  const parsed = parseDocument(document)
  if ('broken' in parsed) {
    file.problems.push(unreadable(file.path, parsed.line, parsed.broken))
    return false
  }
  const { value, text, line } = parsed
  const source = { path: file.path, line, text }
  const identity = identify(value, source)
  if ('problem' in identity) {
    file.problems.push(identity.problem)
    return identity.problem.rule !== 'not-a-blob'
  }
  file.blobs++
  if (identity.package !== '')
    note(file, { package: identity.package, isPackage: identity.schema === 'olm.package' }, source.line)
  if (identity.package !== question.package) return true
  const { read, problems } = readBlob(identity.schema, value, source)
  if (read) file.own.push(read)
  file.problems.push(...problems)
  return true
}

/** What tells that a document needs no parsing: it is certainly another package's, and enough was parsed already. */
function otherPackage(document: RawDocument, { package: own, allowance }: FileQuestion): Margin | undefined {
  if (allowance.take(document.bytes.length)) return undefined
  const margin = marginOf(document)
  return margin && margin.package !== own ? margin : undefined
}

function note(file: CatalogFile, margin: Margin, line: number): void {
  if (margin.isPackage) file.defined.add(margin.package)
  else if (!file.named.has(margin.package)) file.named.set(margin.package, line)
}

const unreadable = (path: string, line: number, reason: string): CatalogProblem => ({
  rule: 'unreadable',
  ...{ path, line, message: `the file cannot be read: ${reason}`, got: reason },
})

const beginsWithSeparator = ({ bytes }: RawDocument) => bytes.toString('latin1', 0, 3) === '---'
