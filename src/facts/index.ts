/** What one pass over a capture learns: the files, the version, the command log, the documents, the secrets. */
import type { CaptureReader } from '../capture/index.js'
import { readLayout } from '../capture/index.js'
import type { FactsAtHand } from '../model/check.js'
import type { ExpectedFiles } from '../model/expected-files.js'
import type { ResolvedIsv } from '../model/isv-config.js'
import { absences } from './absences.js'
import { planExpected } from './expected-plan.js'
import { onePass } from './one-pass.js'
import { readSidecars } from './sidecars.js'

export interface FactsOptions {
  config?: ResolvedIsv | undefined
  expected?: ExpectedFiles | undefined
  /** Key of the fingerprints of secrets. */
  salt?: string | undefined
  signal?: AbortSignal | undefined
}

/** Reads a capture and tells what is in it. Throws only where nothing can be read, or the signal aborts. */
export async function collectFacts(reader: CaptureReader, options: FactsOptions): Promise<FactsAtHand> {
  const { config, signal } = options
  const layout = await readLayout(reader, signal)
  const sidecars = await readSidecars(reader, layout, signal)
  const { record, image, live } = sidecars
  const expected = config && options.expected && planExpected(options.expected, { config, record, live })
  const { capture, gathers } = await onePass(reader, { ...options, layout, record, plan: expected })
  const isScript = ({ name }: { name: string }) => name.startsWith('script.')
  const wholes = gathers.filter((gather) => !isScript(gather))
  return {
    facts: {
      capture,
      ...(record ? { record } : {}),
      ...(image ? { image } : {}),
      ...(live ? { live } : {}),
      ...(config ? { config } : {}),
      ...(expected ? { expected } : {}),
      // Without one there is nothing to look at, which must not read like a pass.
      ...(wholes.length > 0 ? { gathers: wholes } : {}),
      scripts: gathers.filter(isScript),
    },
    absent: absences(layout, sidecars, options),
  }
}
