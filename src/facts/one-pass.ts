import type { CaptureEntry, CaptureReader, Layout, Place } from '../capture/index.js'
import { repeats } from '../model/capture-record.js'
import type { CaptureRecord } from '../model/capture-record.js'
import type { CaptureFact, ExpectedFact, GatherFacts } from '../model/facts.js'
import { createScanner } from '../secrets/index.js'
import { CaptureDigest } from './capture-digest.js'
import type { FileFacts } from './collect-file.js'
import { collectFile } from './collect-file.js'
import { addFile, addOther, finishGather, newGather } from './collect-gather.js'
import { addProblems } from './collect-problems.js'
import { ownFilesOf } from './own-files.js'
import type { FactsOptions } from './index.js'
import { formatsOf } from './parsed-formats.js'
import { createQuote } from './quote.js'

export interface PassOptions extends FactsOptions {
  layout: Layout
  record?: CaptureRecord | undefined
  plan?: ExpectedFact | undefined
}

/** Reads every entry of a capture once, in whatever order they come. */
export async function onePass(
  reader: CaptureReader,
  options: PassOptions,
): Promise<{ capture: CaptureFact; gathers: GatherFacts[] }> {
  const { layout, record, signal } = options
  const gathers = new Map(
    layout.gathers.map((name) => [name, newGather(layout, name, record?.gathers.find(named(name)))]),
  )
  const read = fileReader(options)
  const digest = new CaptureDigest()
  let cutAt: string | undefined
  for await (const entry of reader.entries(signal)) {
    if (entry.hostile) continue
    const place = layout.place(entry.path)
    const shown = shownPath(layout, entry.path)
    const gather = gathers.get(place.gather ?? '')
    const facts = await read(entry, place, shown)
    if (entry.depth === 0 && reader.source.format !== 'folder' && entry.truncated !== undefined)
      cutAt = entry.path
    if (place.role !== 'record') digest.add(shown, entry, facts?.file)
    if (gather && place.role === 'gather-file') {
      if (facts) addFile(gather, facts)
      else addOther(gather, entry, place.path)
    } else if (facts) {
      // What a client left beside the gathers goes the way that they go, so that a secret in it counts too.
      const beside = layout.kind === 'capture' ? undefined : [...gathers.values()][0]
      ;(gather ?? beside)?.secrets.push(...facts.secrets)
    }
  }
  digest.addProblems(reader.problems)
  const problems = addProblems(gathers, layout, reader.problems, cutAt)
  const own = ownFilesOf(options.config)
  return {
    capture: { layout: layout.kind, state: stateOf(layout, record), problems, digest: digest.end() },
    gathers: [...gathers.values()].map((gather) => finishGather(gather, own, read.quote)),
  }
}

const named =
  (wanted: string) =>
  ({ name }: { name: string }) =>
    name === wanted

interface FileReader {
  (entry: CaptureEntry, place: Place, shown: string): Promise<FileFacts | undefined>
  quote: (text: string, longest?: number) => string
}

/** Reads the bytes of files, with the questions that each is asked. */
function fileReader({ config, plan, salt, record }: PassOptions): FileReader {
  const scanner = createScanner(salt === undefined ? {} : { salt })
  const quote = createQuote(scanner)
  const kept = new Set(Object.values(ownFilesOf(config)))
  const formatOf = formatsOf(plan)
  const lineTimes = record?.gathers.some(({ name }) => name === repeats.since || name === repeats.sinceTime)
  const read = async (entry: CaptureEntry, place: Place, shown: string) => {
    const { path } = place
    if (entry.type !== 'file') return undefined
    const isGathered = place.role === 'gather-file'
    return collectFile(entry, {
      shown,
      path,
      format: isGathered ? formatOf(path) : undefined,
      keepText: isGathered && kept.has(path),
      lineTimes: isGathered && lineTimes === true,
      scanner,
      salt,
      quote,
    })
  }
  return Object.assign(read, { quote })
}

/** Inside the capture, whatever folder lies around it. */
const shownPath = ({ root }: Layout, path: string) => (path.startsWith(root) ? path.slice(root.length) : path)

function stateOf({ kind }: Layout, record: CaptureRecord | undefined): CaptureFact['state'] {
  if (kind !== 'capture') return 'unknown'
  // A record that still says running is what a killed run left.
  return record?.state === 'complete' ? 'complete' : 'partial'
}
