import { randomBytes } from 'node:crypto'
import type { CaptureReader } from '../capture/index.js'
import { defaultLimits, openCapture } from '../capture/index.js'
import { createAnalyst } from '../facts/analyst.js'
import { scanCapture } from '../facts/scan-capture.js'
import type { SecretScan } from '../model/secret-scan.js'
import { isWhole } from '../model/secret-scan.js'
import { createScanner, secretRules } from '../secrets/index.js'
import type { SecretRule } from '../secrets/index.js'
import { createMatcher } from '../secrets/scan/matcher.js'
import type { RedactContext } from './context.js'
import { openDestination } from './destination.js'
import { createKnownValues } from './known-values.js'
import { createPatternEdits } from './pattern-edits.js'
import { redactEntries } from './redact-entries.js'
import type { RedactionSummary } from './redaction-log.js'
import { RedactionLog } from './redaction-log.js'
import { noWriter } from './writers/no-writer.js'
import type { EntryWriter } from './writers/types.js'

export interface RedactOptions {
  /** Where the copy goes: a folder, or an archive where the name says so. */
  out: string
  /** Key of the markers; without it one is made up, so that nobody can find out values by guessing at them. */
  salt?: string | undefined
  signal?: AbortSignal | undefined
}

export interface Redaction extends RedactionSummary {
  /** Where the copy lies: at `out` only where it is clean. */
  path: string
  clean: boolean
  /** What the scan of the copy says. */
  proof: SecretScan
}

/**
 * Copies a capture with a marker in place of each secret, and proves with a scan that the copy is clean. What is not
 * clean stays under another name (`.partial`), as does what is interrupted. Throws where nothing can be read or written.
 */
export async function redactCapture(path: string, options: RedactOptions): Promise<Redaction> {
  const { out, salt = randomBytes(16).toString('base64url'), signal } = options
  const reader = await openCapture(path, { limits: { depth: 0 } })
  const destination = await openDestination(out, path)
  const { partial, writer } = destination
  // What is found in one file is taken out of all: the first pass learns the values, the second writes.
  const found = await pass(reader, noWriter, createContext(secretRules, salt, signal))
  const rules = [...secretRules, ...found.redactor.known.rules()]
  const { log } = await pass(reader, writer, createContext(rules, salt, signal))
  if (found.redactor.known.lack !== undefined) log.problem(undefined, found.redactor.known.lack)
  for (const { kind, path: at, reason } of reader.problems) if (kind !== 'hostile') log.problem(at, reason)
  const proof = await scanCapture(await openCapture(partial), { salt, signal })
  const clean = proof.findings.length === 0 && isWhole(proof)
  if (clean) await destination.publish()
  return { path: clean ? out : partial, clean, ...log.summary(), proof }
}

async function pass(
  reader: CaptureReader,
  writer: EntryWriter,
  context: RedactContext,
): Promise<RedactContext> {
  await redactEntries(reader.entries(context.signal), writer, { prefix: '', depth: 0 }, context)
  await writer.close()
  return context
}

function createContext(
  rules: readonly SecretRule[],
  salt: string,
  signal: AbortSignal | undefined,
): RedactContext {
  const matcher = createMatcher(rules)
  const known = createKnownValues()
  return {
    analyst: { ...createAnalyst({ salt }), scanner: createScanner({ rules, salt }) },
    redactor: { matcher, known, patternEdits: createPatternEdits(matcher, salt, known), salt },
    limits: defaultLimits,
    log: new RedactionLog(),
    signal,
    unpacked: 0,
  }
}
