import type { CaptureEntry, CaptureReader, Layout, ListedEntry, Place } from '../capture/index.js'
import { layoutDepth } from '../capture/index.js'
import type { Canary } from '../model/canaries.js'
import { repeats } from '../model/capture-record.js'
import type { CaptureRecord } from '../model/capture-record.js'
import type { CaptureFact, ExpectedFact, GatherFacts } from '../model/facts.js'
import { CaptureDigest } from './capture-digest.js'
import { createAnalyst } from './analyst.js'
import type { FileFacts, FileQuestions } from './file-analysis.js'
import { onlySecrets } from './file-analysis.js'
import { addFile, addOther, finishGather, newGather } from './collect-gather.js'
import { addProblems } from './collect-problems.js'
import { ownFilesOf } from './own-files.js'
import { hostileBody } from './hostile-body.js'
import type { FactsOptions } from './index.js'
import { formatsOf } from './parsed-formats.js'
import { AnalysisPool } from './workers/analysis-pool.js'

export interface PassOptions extends FactsOptions {
  layout: Layout
  record?: CaptureRecord | undefined
  plan?: ExpectedFact | undefined
  canaries: readonly Canary[]
}

export interface OnePass {
  capture: CaptureFact
  gathers: GatherFacts[]
  /** What was read of the bundle and of the index, by its path in the capture. */
  besides: Map<string, string>
  /** The entries by which a layout is recognised. */
  listing: ListedEntry[]
}

/** Reads every entry of a capture once, in whatever order they come. */
export async function onePass(reader: CaptureReader, options: PassOptions): Promise<OnePass> {
  const { layout, record, signal } = options
  const gathers = new Map(
    layout.gathers.map((name) => [name, newGather(layout, name, record?.gathers.find(named(name)))]),
  )
  const questionsOf = questionnaire(options)
  const digest = new CaptureDigest()
  const listing: ListedEntry[] = []
  const besides = new Map<string, string>()
  let cutAt: string | undefined
  const learn = (entry: CaptureEntry, place: Place, shown: string, facts?: FileFacts) => {
    const gather = gathers.get(place.gather ?? '')
    if (place.role !== 'record') digest.add(shown, entry, facts?.file)
    if (isBeside(place)) {
      if (facts?.text !== undefined) besides.set(place.path, facts.text)
    } else if (gather && place.role === 'gather-file') {
      if (facts) addFile(gather, facts)
      else addOther(gather, entry, place.path)
    } else if (facts) {
      // What a client left beside the gathers goes the way that they go, so that a secret in it counts too.
      const beside = layout.kind === 'capture' ? undefined : [...gathers.values()][0]
      ;(gather ?? beside)?.secrets.push(...facts.secrets)
    }
  }
  const analyst = {
    salt: options.salt,
    redactionMarkers: options.redactionMarkers,
    canaries: options.canaries,
  }
  const pool = new AnalysisPool({ analyst, signal })
  try {
    for await (const entry of reader.entries(signal)) {
      if (entry.hostile) {
        const { gather, path } = layout.place(entry.path)
        const holder = gathers.get(gather ?? '') ?? [...gathers.values()][0]
        if (entry.type === 'file' && holder) await searchHostile(pool, entry, path, holder)
        continue
      }
      if (entry.depth === 0 && entry.path.split('/').length <= layoutDepth)
        listing.push({ path: entry.path, type: entry.type })
      const place = layout.place(entry.path)
      const shown = shownPath(layout, entry.path)
      if (entry.type !== 'file') {
        learn(entry, place, shown)
        continue
      }
      await pool.add(entry, questionsOf(place, shown), (facts) => learn(entry, place, shown, facts))
      if (entry.depth === 0 && reader.source.format !== 'folder' && entry.truncated !== undefined)
        cutAt = entry.path
    }
    await pool.end()
  } finally {
    await pool.close()
  }
  digest.addProblems(reader.problems)
  const problems = addProblems(gathers, layout, reader.problems, cutAt)
  const own = ownFilesOf(options.config)
  const { quote } = createAnalyst(analyst)
  return {
    capture: { layout: layout.kind, state: stateOf(layout, record), problems, digest: digest.end() },
    gathers: [...gathers.values()].map((gather) => finishGather(gather, own, quote)),
    besides,
    listing,
  }
}

/** It is no part of what was gathered, and judged by checks of its own. */
const isBeside = ({ role }: Place): boolean => role === 'bundle' || role === 'index'

/** What is hostile is reported as that, and makes no fact but the secrets in it. */
async function searchHostile(
  pool: AnalysisPool,
  hostile: CaptureEntry,
  path: string,
  { secrets, unproven }: GatherFacts,
): Promise<void> {
  const searched = hostileBody(hostile)
  await pool.add(searched.body, onlySecrets(path), (facts) => {
    secrets.push(...facts.secrets)
    for (const reason of [facts.unproven ?? searched.unproven(), facts.beyond])
      if (reason !== undefined) unproven.push({ path, reason })
  })
}

const named =
  (wanted: string) =>
  ({ name }: { name: string }) =>
    name === wanted

/** Which questions each file is asked. */
function questionnaire({
  config,
  plan,
  record,
}: PassOptions): (place: Place, shown: string) => FileQuestions {
  const kept = new Set(Object.values(ownFilesOf(config)))
  const formatOf = formatsOf(plan)
  const lineTimes =
    record?.gathers.some(({ name }) => name === repeats.since || name === repeats.sinceTime) === true
  return (place, shown) => {
    const { path, role } = place
    const isGathered = role === 'gather-file'
    return {
      path,
      shown,
      format: isGathered ? formatOf(path) : undefined,
      keepText: isBeside(place) || (isGathered && kept.has(path)),
      lineTimes: isGathered && lineTimes,
    }
  }
}

/** Inside the capture, whatever folder lies around it. */
const shownPath = ({ root }: Layout, path: string) => (path.startsWith(root) ? path.slice(root.length) : path)

function stateOf({ kind }: Layout, record: CaptureRecord | undefined): CaptureFact['state'] {
  if (kind !== 'capture') return 'unknown'
  // A record that still says running is what a killed run left.
  return record?.state === 'complete' ? 'complete' : 'partial'
}
