/** What one pass over a capture learns: the files, the version, the command log, the documents, the secrets. */
import type { CaptureReader, Layout, ListedEntry } from '../capture/index.js'
import { isSameLayout, presumeLayout, readLayout, recogniseLayout } from '../capture/index.js'
import type { FactsAtHand } from '../model/check.js'
import type { ExpectedFiles } from '../model/expected-files.js'
import type { ResolvedIsv } from '../model/isv-config.js'
import { repeats } from '../model/capture-record.js'
import type { GatherFacts } from '../model/facts.js'
import { canariesAtHand } from './canaries.js'
import { absences } from './absences.js'
import { bundleFact } from './bundle.js'
import { catalogFact } from './catalog.js'
import { ifReadWhole } from './read-whole.js'
import { planExpected } from './expected-plan.js'
import { beyondFirst } from './beyond-first.js'
import { markPlanted } from './planted.js'
import { onePass } from './one-pass.js'
import { readSidecars } from './sidecars.js'

const repeatNames: ReadonlySet<string> = new Set(Object.values(repeats))

export interface FactsOptions {
  config?: ResolvedIsv | undefined
  expected?: ExpectedFiles | undefined
  /** Key of the fingerprints of secrets. */
  salt?: string | undefined
  /** What stands for a value of a Secret that was taken out, as the profile has it. */
  redactionMarkers?: readonly string[] | undefined
  /** Key of the values that were planted; without it they cannot be looked for. */
  canaryKey?: Buffer | undefined
  signal?: AbortSignal | undefined
}

/** Reads a capture and tells what is in it. Throws only where nothing can be read, or the signal aborts. */
export async function collectFacts(reader: CaptureReader, options: FactsOptions): Promise<FactsAtHand> {
  const { signal } = options
  const presumed = await presumeLayout(reader, signal)
  const read = presumed && (await collectByLayout(reader, presumed, options))
  if (presumed && read && isSameLayout(presumed, recogniseLayout(read.listing, reader.source.path)))
    return read.atHand
  return (await collectByLayout(reader, await readLayout(reader, signal), options)).atHand
}

async function collectByLayout(
  reader: CaptureReader,
  layout: Layout,
  options: FactsOptions,
): Promise<{ atHand: FactsAtHand; listing: ListedEntry[] }> {
  const { config, signal } = options
  const sidecars = await readSidecars(reader, layout, signal)
  const { record, image, live } = sidecars
  const expected = options.expected && planExpected(options.expected, { config, record, live })
  const { fact, canaries } = canariesAtHand(sidecars, options.canaryKey)
  const pass = await onePass(reader, { ...options, layout, record, plan: expected, canaries })
  const { capture, listing, besides } = pass
  const gathers = pass.gathers.map((gather) => markPlanted(gather, sidecars.canaries))
  const isScript = ({ name }: GatherFacts) => name.startsWith('script.')
  const isRepeat = ({ name }: GatherFacts) => layout.kind === 'capture' && repeatNames.has(name)
  const wholes = gathers.filter((gather) => !isScript(gather) && !isRepeat(gather))
  const again = gathers.filter(isRepeat)
  const question = { ...options, config, layout: layout.kind }
  const atHand = {
    facts: {
      capture,
      ...(record ? { record } : {}),
      ...(image ? { image } : {}),
      ...(live ? { live } : {}),
      canaries: fact,
      bundle: ifReadWhole(bundleFact(besides, question), 'bundle/', capture.problems),
      catalog: ifReadWhole(catalogFact(besides, question), 'index/', capture.problems),
      ...(config ? { config } : {}),
      ...(expected ? { expected } : {}),
      // Without one there is nothing to look at, which must not read like a pass.
      ...(wholes.length > 0 ? { gathers: wholes } : {}),
      others: [
        ...gathers.filter(isScript),
        ...again.map((repeat) =>
          beyondFirst(
            repeat,
            wholes.find(({ name }) => name === 'default'),
          ),
        ),
      ],
      repeats: again,
    },
    absent: absences(layout, sidecars, options),
  }
  return { atHand, listing }
}
