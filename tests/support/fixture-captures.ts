import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { CORE_SCHEMA, load } from 'js-yaml'
import type { Step } from './steps.js'
import { doSteps } from './steps.js'
import { mergePatch } from './merge-patch.js'
import { repeatGather } from './repeat-gather.js'
import { fillPlaceholders } from './placeholders.js'

const root = resolve(import.meta.dirname, '../../fixtures/captures')
export const base = join(root, 'base')

/** `expected.json` of a case: what the check that it is named for says. */
export interface CaseExpectation {
  /** What is particular about the capture, in one sentence. */
  about: string
  /** Default: the base configuration's, isv/v1. */
  profile?: string
  /** Of the named check. Default: pass for ok, fail for ng. */
  outcome?: 'pass' | 'fail' | 'skip'
  findings?: ExpectedFinding[]
  /** Checks that are skipped, with their reason; of an ok case, all of them. */
  skips?: Record<string, string>
}

export interface ExpectedFinding {
  message: string
  /** `path` or `path:line`; what begins with `/` is inside the must-gather folder of the default gather. */
  at?: string
  want?: string
  got?: string
  count?: number
  rule?: string
}

export interface FixtureCase {
  check: string
  name: string
  isGood: boolean
  dir: string
  expected: CaseExpectation
}

/** Every case, named `<check>/<ok|ng>.<case>`. */
export function fixtureCases(): FixtureCase[] {
  return folders(root)
    .filter((name) => name !== 'base')
    .flatMap((check) =>
      folders(join(root, check)).map((name) => {
        const dir = join(root, check, name)
        return {
          check,
          name: `${check}/${name}`,
          isGood: name.startsWith('ok.'),
          dir,
          expected: expectation(dir),
        }
      }),
    )
}

const folders = (dir: string) =>
  readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()

const expectation = (dir: string) =>
  JSON.parse(readFileSync(join(dir, 'expected.json'), 'utf8')) as CaseExpectation

export interface LaidOut {
  capture: string
  /** isv.yaml */
  isv: string
  mustGather: string
}

/** The base capture and configuration in a folder, and over it, of a case, what it has of its own. */
export function layOut(into: string, dir?: string): LaidOut {
  const capture = join(into, 'capture')
  const mustGather = join(capture, 'gathers/default/must-gather')
  cpSync(join(base, 'capture'), capture, { recursive: true })
  cpSync(join(base, 'isv'), join(into, 'isv'), { recursive: true })
  // Where a run leaves it, so that the command finds it.
  cpSync(join(base, 'canary.key'), join(into, 'canary.key'))
  if (dir === undefined) repeatGather(capture)
  else overlay(dir, into, mustGather)
  return { capture, mustGather, isv: join(into, 'isv/isv.yaml') }
}

/** Files of a case that are merged into those of the base, wherever that has YAML or JSON. */
const patches = {
  'record.json': 'capture/capture.json',
  'image.json': 'capture/image.json',
  'cluster.json': 'capture/cluster.json',
  'isv.json': 'isv/isv.yaml',
  'expected-files.json': 'isv/expected-files.yaml',
  'waivers.json': 'isv/waivers.yaml',
}

/**
 * `files/` goes into the must-gather folder, `capture/` and `isv/` over the whole; then the patches, then `steps.json`,
 * then the repetitions as the first gather now is, and the steps that are theirs.
 */
function overlay(dir: string, into: string, mustGather: string): void {
  const places = { files: mustGather, capture: join(into, 'capture'), isv: join(into, 'isv') }
  for (const [name, target] of Object.entries(places)) {
    if (existsSync(join(dir, name))) cpSync(join(dir, name), target, { recursive: true })
  }
  for (const [name, target] of Object.entries(patches)) {
    if (existsSync(join(dir, name))) patchFile(join(into, target), readJson(join(dir, name)))
  }
  fillPlaceholders(join(into, 'capture'))
  const steps = existsSync(join(dir, 'steps.json')) ? (readJson(join(dir, 'steps.json')) as Step[]) : []
  const isLater = (step: Step) => /\/gathers\/(?:again|since)/.test(Object.values(step).join(' '))
  doSteps(
    into,
    steps.filter((step) => !isLater(step)),
  )
  repeatGather(join(into, 'capture'))
  doSteps(into, steps.filter(isLater))
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

function patchFile(path: string, patch: unknown): void {
  // JSON is YAML too.
  const patched = mergePatch(load(readFileSync(path, 'utf8'), { schema: CORE_SCHEMA }), patch)
  writeFileSync(path, JSON.stringify(patched, null, 2))
}
