import type { BundleFact } from './bundle.js'
import type { CaptureRecord, GatherRecord } from './capture-record.js'
import type { CatalogFact } from './catalog.js'
import type { ExpectedEntry } from './expected-files.js'
import type { ImageProbe, LiveObjects } from './image-probe.js'
import type { ResolvedIsv } from './isv-config.js'
import type { SecretFinding } from './secret-finding.js'

/** What one pass over a capture learns. Quoted text is shortened and without secrets already. */
export interface Facts {
  capture: CaptureFact
  /** `capture.json`; absent in other layouts. */
  record: CaptureRecord
  image: ImageProbe
  live: LiveObjects
  canaries: CanariesFact
  /** The bundle image that was read before the install. */
  bundle: BundleFact
  /** The index image that was read before the install. */
  catalog: CatalogFact
  /** The configuration that the capture is held to; absent without `--isv`. */
  config: ResolvedIsv
  /** The expected list, filled in for this capture. */
  expected: ExpectedFact
  /** The gathers that are judged as wholes: `default`, or one per image folder of an oc layout. */
  gathers: GatherFacts[]
  /** Each script run alone, and of each repetition what the first gather has not; held to the rules on secrets and names alone. */
  others: GatherFacts[]
  /** The gather run again, and with limits to its logs. */
  repeats: GatherFacts[]
}
export type FactName = keyof Facts

/** What was planted before the gather, and whether it could be looked for. */
export type CanariesFact =
  | { state: 'searched'; planted: number; unplanted: number; noSecret?: WhyUnplanted }
  | { state: 'none'; reason: string }
  | { state: 'unsearched'; reason: string }

/** Why nothing was planted in Secrets, and what follows for the check. */
export interface WhyUnplanted {
  kind: 'not-applicable' | 'not-evaluated'
  reason: string
}

export interface ExpectedFact {
  entries: PlannedEntry[]
  forbidden: Glob[]
  unexpectedEmpty: 'fail' | 'allow'
  unexpected: 'fail' | 'allow'
}

/** Over whole paths inside the must-gather folder, dot files included. */
export interface Glob {
  glob: string
  matches: (path: string) => boolean
}

/** An entry of the expected list with its conditions decided and its variables filled in. */
export interface PlannedEntry {
  entry: ExpectedEntry
  /** One glob, or one for each live object. */
  globs: Glob[]
  skip?: { kind: 'not-applicable' | 'not-evaluated'; reason: string }
}

export interface CaptureFact {
  layout: 'capture' | 'oc' | 'bare'
  state: 'complete' | 'partial' | 'unknown'
  /** Names of archive members and files outside a gather that are hostile, or could not be read. */
  problems: FileProblem[]
  /** Over path, type and bytes of everything captured. */
  digest: string
}

export interface FileProblem {
  path: string
  kind: 'hostile' | 'truncated' | 'unreadable'
  reason: string
}

export interface GatherFacts {
  name: string
  /** Path of its must-gather folder inside the capture, `''` for a bare folder; findings are shown below it. */
  root: string
  record?: GatherRecord
  /** Sorted by path, which is inside the must-gather folder. */
  files: FileFact[]
  bytes: number
  problems: FileProblem[]
  version?: VersionFact
  /** Absent where the file is not there. */
  commandLog?: CommandLogFact
  status?: StatusFact
  /** By path: what was learned of files whose content the expected list describes. */
  contents: Map<string, ContentFact>
  /** Lines that are an error message of a client where data should be. */
  errorTexts: { path: string; line: number; text: string }[]
  secrets: SecretFinding[]
  /** Files whose freedom from secrets is not proven, and why. */
  unproven: { path: string; reason: string }[]
}

export interface FileFact {
  path: string
  type: 'file' | 'directory' | 'symlink' | 'other'
  /** It is about an object that the run planted, and none of an expected list's. */
  planted?: boolean
  /** Bytes; 0 for all but files. */
  size: number
  /** Only whitespace. */
  blank: boolean
  /** A log by its name: it may be empty, and error messages are what it is for. */
  log: boolean
  sha256?: string
  /** Of a log, where there are gathers to compare it with. */
  lines?: LogLines
}

/** What tells the age of a log's lines. */
export interface LogLines {
  /** Digest of the first line, where no later one is the same. */
  first?: string
  /** The earliest time that a line begins with, RFC 3339. */
  earliest?: string
}

export interface VersionFact {
  lines: string[]
  crlf: boolean
  finalNewline: boolean
}

export interface CommandLogFact {
  path: string
  /** `logfmt`, today's free text, or nothing that can be read. */
  format: 'logfmt' | 'free-text' | 'empty'
  commands: LoggedCommand[]
  /** Lines that are no entry: cut off, or free text among logfmt. */
  strays: { line: number; text: string; cutOff: boolean }[]
}

export interface LoggedCommand {
  line: number
  command: string
  /** Absent where the line does not say. */
  exitCode?: number
  error?: string
  script?: string
  output?: string
}

export type StatusFact =
  | { problem: string }
  | {
      overall?: string
      interrupted: boolean
      collectors: { name: string; status: string; exitCode?: number; artifacts: string[] }[]
    }

export type ContentFact =
  | { problem: string; truncated: boolean; line?: number }
  | { objects: { apiVersion: string; kind: string; name?: string }[] }
