import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { driversFor } from '../../../src/clusters/index.js'
import { silentLogger } from '../../../src/model/logger.js'
import type { Report } from '../../../src/model/report.js'
import { conformanceRun } from '../../../src/run/conformance-run.js'
import { createRedact } from '../../../src/run/redact.js'
import { newCanaryKey, parseCanaryKey } from '../../../src/secrets/index.js'
import { loadConfiguration, verifyPath } from '../../../src/verify/index.js'

export const referenceIsv = join(import.meta.dirname, '../../../fixtures/isvs/nfs-provisioner')
export const tool = { name: 'isv-must-gather', version: 'test' }

const silentProgress = {
  phaseStarted: () => {},
  phaseProgress: () => {},
  phaseEnded: () => {},
  note: () => {},
  close: () => {},
}

/** A folder of a test's own, removed at its end. */
export async function scratch(): Promise<AsyncDisposable & { dir: string }> {
  const dir = await mkdtemp(join(tmpdir(), 'mgt-run-'))
  return { dir, [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }) }
}

/** A copy of the reference ISV below `dir`. */
export async function copyOfIsv(dir: string): Promise<string> {
  const copy = join(dir, 'nfs-provisioner')
  await cp(referenceIsv, copy, { recursive: true })
  return copy
}

let runs = 0

/** Runs an ISV on the embedded cluster; the capture lies below `dir`. */
export async function runIsv(
  isvDir: string,
  dir: string,
  signal = new AbortController().signal,
): Promise<string> {
  const configuration = await loadConfiguration(join(isvDir, 'isv.yaml'), '.', undefined)
  const captureDir = join(dir, 'capture')
  const workDir = join(dir, 'work')
  await mkdir(workDir, { recursive: true })
  await conformanceRun({
    isv: configuration.isv,
    expected: configuration.expectedFiles,
    configDigest: configuration.digest,
    profile: configuration.profile,
    runId: `test-${process.pid}-${runs++}`,
    tool,
    driver: driversFor(process.env['PATH']).embedded,
    cluster: {},
    buildArgs: {},
    prefer: 'auto',
    keep: false,
    captureDir,
    workDir,
    env: { PATH: process.env['PATH'] },
    redact: createRedact(),
    canaryKey: { key: newCanaryKey(), file: join(dir, 'canary.key') },
    progress: silentProgress,
    logger: silentLogger,
    now: () => new Date(),
    signal,
    forceSignal: new AbortController().signal,
  })
  return captureDir
}

/** Judges a capture by the configuration of an ISV's folder, with the key that lies beside it. */
export async function judgeBy(isvDir: string, capture: string): Promise<Report> {
  const configuration = await loadConfiguration(join(isvDir, 'isv.yaml'), '.', undefined)
  const canaryKey = await keyBeside(capture)
  return verifyPath(capture, { configuration, canaryKey, tool, now: new Date('2026-11-21T12:00:00Z') })
}

/** A run that ended before it planted anything has none. */
async function keyBeside(capture: string): Promise<Buffer | undefined> {
  const file = join(capture, '..', 'canary.key')
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : parseCanaryKey(text, file)
}

/**
 * What a row of a table is held against: the checks that failed the run, and those that went wrong. A recommendation that
 * the reference ISV does not follow is none: what is built from folders has no digest that its bundle could name.
 */
export function failedIds(report: Report): string[] {
  const red = ({ outcome, level }: Report['checks'][number]) =>
    outcome === 'error' || (outcome === 'fail' && level === 'required')
  return report.checks.filter(red).map(({ id }) => id)
}
