import type { Canary } from '../model/canaries.js'
import { plantedRules } from './canaries/planted-rules.js'
import { markerTest } from '../elide/index.js'
import type { DocumentScan } from './document/scan-document.js'
import { scanDocument } from './document/scan-document.js'
import type { SecretFinding } from './finding.js'
import { defaultSalt } from './finding.js'
import type { SecretRule } from './rules/index.js'
import { secretRules } from './rules/index.js'
import type { FileScan } from './scan/file-scan.js'
import { createFileScan } from './scan/file-scan.js'
import type { Matcher } from './scan/matcher.js'
import { createMatcher } from './scan/matcher.js'

export interface ScannerOptions {
  /** All of them, unless said. */
  rules?: readonly SecretRule[]
  /** What fingerprints are made under; the ISV's waivers.yaml has one. */
  salt?: string
  /** Values that were planted, to be found in every encoding (MG-SEC-002). */
  canaries?: readonly Canary[]
  /** What counts as a value of a Secret that was taken out; unless said, what the published profiles hold. */
  redactionMarkers?: readonly string[] | undefined
}

export interface Scanner {
  /** Begins the scan of one file for known kinds of secrets. */
  file(path: string): FileScan
  /** Proves that the Kubernetes Secrets of one YAML or JSON text are elided; worth it where `mentionsSecret`. */
  document(path: string, text: string): DocumentScan
}

/** Makes a scanner. Other rules than the usual, and canaries, are compiled for it: make one for many files. */
export function createScanner(options: ScannerOptions = {}): Scanner {
  const matcher = matcherOf(options)
  const { salt = defaultSalt, redactionMarkers } = options
  const proof = { salt, isMarker: redactionMarkers && markerTest(redactionMarkers) }
  return {
    file: (path) => createFileScan(path, matcher, proof),
    document: (path, text) => scanDocument(path, text, proof),
  }
}

// Compiled once for all: one judgement needs them for the files, for what it quotes and for its report.
let usual: Matcher | undefined

function matcherOf({ rules = secretRules, canaries = [] }: ScannerOptions): Matcher {
  if (rules === secretRules && canaries.length === 0) return (usual ??= createMatcher(secretRules))
  return createMatcher([...canaries.flatMap(plantedRules), ...rules])
}

/** Scans a text or bytes that are in memory already. */
export function scanBytes(scanner: Scanner, path: string, bytes: Buffer | string): SecretFinding[] {
  const scan = scanner.file(path)
  scan.write(typeof bytes === 'string' ? Buffer.from(bytes) : bytes)
  return scan.end()
}
