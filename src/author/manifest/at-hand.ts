import { openCapture, readLayout } from '../../capture/index.js'
import { loadExpectedFiles, loadIsv, loadIsvByName } from '../../config/index.js'
import { runVariables } from '../../facts/expected-plan.js'
import type { Variables } from '../../facts/glob.js'
import { collectFacts } from '../../facts/index.js'
import { ownFilesOf } from '../../facts/own-files.js'
import { readSidecars } from '../../facts/sidecars.js'
import type { CaptureRecord } from '../../model/capture-record.js'
import { repeats } from '../../model/capture-record.js'
import { ExpectedError, exitCodes } from '../../model/errors.js'
import type { ExpectedFiles } from '../../model/expected-files.js'
import { isvApiVersion } from '../../model/isv-config.js'
import type { ExpectedFact, GatherFacts } from '../../model/facts.js'
import type { LiveObjects } from '../../model/image-probe.js'
import type { ResolvedIsv } from '../../model/isv-config.js'
import { wholenessOf } from '../../verify/index.js'
import { refused } from '../refused.js'

export interface ManifestOptions {
  /** A capture, what oc adm must-gather left, a folder, .tar or .tar.gz. */
  capture: string
  /** Name, or path of an isv.yaml; default: the ISV that the capture names, where it is there. */
  isv?: string | undefined
  /** Folder of the ISVs. */
  isvs: string
  /** The list; default: the one that the ISV names. */
  expected?: string | undefined
  /** Which gather of several. */
  gather?: string | undefined
  signal?: AbortSignal | undefined
}

export type LiveObject = LiveObjects['objects'][number]

/** What a list is recorded from, and held against. */
export interface CaptureAtHand {
  isv?: ResolvedIsv | undefined
  /** Where the list is, and what it says. */
  list?: { file: string; value: ExpectedFiles } | undefined
  /** The list filled in for this capture. */
  plan: ExpectedFact
  gather: GatherFacts
  /** The same gather run again. */
  again?: GatherFacts | undefined
  record?: CaptureRecord | undefined
  live: readonly LiveObject[]
  /** Names of objects that the harness itself made for the gather to find; no list speaks of them. */
  planted: readonly string[]
  variables: Variables
  /** Files that checks of their own speak of. */
  own: ReadonlySet<string>
}

/** So that every document is parsed, whatever the list says of it. */
const everyDocument: ExpectedFiles['files'] = ['**/*.json', '**/*.{yaml,yml}'].map((path) => ({
  path,
  content: [{ kind: 'any' }],
}))

/** Reads a whole capture with every document in it. Throws `manifest.*`, `config.*`, and what reading a capture throws. */
export async function readCapture(options: ManifestOptions): Promise<CaptureAtHand> {
  const reader = await openCapture(options.capture)
  const layout = await readLayout(reader, options.signal)
  const { record, canaries } = await readSidecars(reader, layout, options.signal)
  const isv = await isvOf(options, record)
  const file = options.expected ?? isv?.contract.expectedFiles
  const list = file === undefined ? undefined : { file, value: await loadExpectedFiles(file) }
  const entries = list?.value.files ?? []
  const base = list?.value ?? { apiVersion: isvApiVersion, kind: 'ExpectedFiles' as const }
  const { facts, absent } = await collectFacts(reader, {
    config: isv,
    expected: { ...base, files: [...entries, ...everyDocument] },
    signal: options.signal,
  })
  const wholeness = wholenessOf(facts)
  if (!wholeness.whole) throw notWhole(options.capture, wholeness.reason)
  if (layout.kind === 'capture' && !record) throw notWhole(options.capture, absent.record ?? '')
  const plan = facts.expected ?? { entries: [], forbidden: [], unexpectedEmpty: 'fail', unexpected: 'allow' }
  const gather = ofTheGather(theGather(facts.gathers ?? [], options))
  const again = facts.repeats?.find(({ name }) => name === repeats.again)
  return {
    isv,
    list,
    plan: { ...plan, entries: plan.entries.slice(0, entries.length) },
    gather,
    again: gather.name === 'default' && again ? ofTheGather(again) : undefined,
    record,
    live: facts.live?.objects ?? [],
    planted: [
      ...(canaries?.canaries ?? []).map(({ object }) => object.replace(/^.*\//, '')),
      ...(record?.planted ? [record.planted.pod] : []),
    ],
    variables: runVariables({ config: isv, record }),
    own: new Set(Object.values(ownFilesOf(isv)).filter((path) => path !== 'status.json')),
  }
}

async function isvOf(
  { isv, isvs }: ManifestOptions,
  record: CaptureRecord | undefined,
): Promise<ResolvedIsv | undefined> {
  if (isv !== undefined)
    return isv.includes('/') || /\.ya?ml$/.test(isv) ? loadIsv(isv) : loadIsvByName(isvs, isv)
  if (!record) return undefined
  // A capture may be looked at where its ISV is not.
  return loadIsvByName(isvs, record.isv.name).catch((error: unknown) => {
    if (error instanceof ExpectedError && notThere.has(error.code)) return undefined
    throw error
  })
}

const notThere: ReadonlySet<string> = new Set(['config.unknown-isv', 'config.no-isvs'])

function theGather(gathers: readonly GatherFacts[], { gather, capture }: ManifestOptions): GatherFacts {
  const names = gathers.map(({ name }) => name)
  const [first, second] = gather === undefined ? gathers : gathers.filter(({ name }) => name === gather)
  if (first && second)
    throw refused(
      'manifest.which-gather',
      `${capture} holds several gathers: ${names.join(', ')}`,
      'Say which one with --gather NAME.',
    )
  if (!first)
    throw refused(
      'manifest.no-gather',
      gather === undefined ? `${capture} holds no gather` : `${capture} holds no gather ${gather}`,
      names.length === 0
        ? 'Name a capture, or the folder that a gather left.'
        : `There is: ${names.join(', ')}.`,
    )
  if (first.files.some(({ type }) => type === 'file')) return first
  throw refused(
    'manifest.no-files',
    `the gather ${first.name} of ${capture} left no file`,
    'Name a capture whose gather left some.',
  )
}

/** Without the files of what the run planted, which the next run plants under other names. */
const ofTheGather = (gather: GatherFacts): GatherFacts => ({
  ...gather,
  files: gather.files.filter(({ planted }) => !planted),
})

const notWhole = (capture: string, reason: string) =>
  new ExpectedError({
    code: 'manifest.not-whole',
    message: `${capture} is not whole: ${reason}`,
    next: 'Make a capture whose gather ends, and is copied to its end.',
    exitCode: exitCodes.environment,
  })
