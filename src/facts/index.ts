/** What one pass over a capture learns: the files, the version, the command log, the documents, the secrets. */
import { createHash } from 'node:crypto'
import type { CaptureReader, Layout } from '../capture/index.js'
import { readLayout } from '../capture/index.js'
import type { FactsAtHand } from '../model/check.js'
import type { ExpectedFiles } from '../model/expected-files.js'
import type { CaptureFact, GatherFacts } from '../model/facts.js'
import type { ResolvedIsv } from '../model/isv-config.js'
import { createScanner, groupFindings } from '../secrets/index.js'
import { absences } from './absences.js'
import { collectFile } from './collect-file.js'
import { addFile, addOther, addProblems, newGather } from './collect-gather.js'
import { planExpected } from './expected-plan.js'
import { createQuote } from './quote.js'
import type { Sidecars } from './sidecars.js'
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
  const { capture, gathers } = await readAll(reader, layout, sidecars, { ...options, plan: expected })
  return {
    facts: {
      capture,
      ...(record ? { record } : {}),
      ...(image ? { image } : {}),
      ...(live ? { live } : {}),
      ...(config ? { config } : {}),
      ...(expected ? { expected } : {}),
      gathers: gathers.filter(({ name }) => !name.startsWith('script.')),
      scripts: gathers.filter(({ name }) => name.startsWith('script.')),
    },
    absent: absences(layout, sidecars, options),
  }
}

type PassOptions = FactsOptions & { plan: ReturnType<typeof planExpected> | undefined }

async function readAll(
  reader: CaptureReader,
  layout: Layout,
  sidecars: Sidecars,
  { config, plan, salt, signal }: PassOptions,
): Promise<{ capture: CaptureFact; gathers: GatherFacts[] }> {
  const scanner = createScanner(salt === undefined ? {} : { salt })
  const quote = createQuote(scanner)
  const own = { commandLog: config?.contract.commandLog.path ?? 'gather-debug.log', quote }
  const kept = new Set(['version', 'status.json', own.commandLog])
  const parsed = (plan?.entries ?? [])
    .filter(({ entry }) => describesDocument(entry.content))
    .flatMap(({ globs }) => globs)
  const gathers = new Map<string, GatherFacts>()
  for (const name of layout.gathers) {
    const root = layout.kind === 'capture' ? `gathers/${name}/must-gather` : layout.kind === 'oc' ? name : ''
    gathers.set(
      name,
      newGather(
        name,
        root,
        sidecars.record?.gathers.find((record) => record.name === name),
      ),
    )
  }
  const digests: string[] = []
  for await (const entry of reader.entries(signal)) {
    const place = layout.place(entry.path)
    const gather = gathers.get(place.gather ?? '')
    if (entry.hostile) continue
    const path = place.path
    if (entry.type !== 'file') {
      if (gather && place.role === 'gather-file') addOther(gather, entry, path)
      if (entry.type !== 'directory')
        digests.push(`${entry.type}\0${shownPath(layout, entry.path)}\0${entry.linkTarget ?? ''}`)
      continue
    }
    const isFile = place.role === 'gather-file'
    const shown = shownPath(layout, entry.path)
    const facts = await collectFile(entry, {
      shown,
      path,
      parse: isFile && parsed.some(({ matches }) => matches(path)),
      keepText: isFile && kept.has(path),
      scanner,
      salt,
      quote,
    })
    if (place.role !== 'record')
      digests.push(`file\0${shown}\0${facts.file.size}\0${facts.file.sha256 ?? ''}`)
    if (!gather) continue
    if (isFile) addFile(gather, facts, own)
    else gather.secrets.push(...facts.secrets)
  }
  const problems = addProblems(gathers, layout, reader.problems)
  return {
    capture: { layout: layout.kind, state: stateOf(layout, sidecars), problems, digest: digestOf(digests) },
    gathers: [...gathers.values()].map(finished),
  }
}

const describesDocument = (content: unknown) =>
  content === 'yaml' || content === 'json' || Array.isArray(content)

/** Inside the capture, whatever folder lies around it. */
const shownPath = (layout: Layout, path: string) =>
  path.startsWith(layout.root) ? path.slice(layout.root.length) : path

function stateOf({ kind }: Layout, { record }: Sidecars): CaptureFact['state'] {
  if (kind !== 'capture') return 'unknown'
  // A record that still says running is what a killed run left.
  return record?.state === 'complete' ? 'complete' : 'partial'
}

const digestOf = (lines: string[]) =>
  `sha256:${createHash('sha256').update(lines.sort().join('\n')).digest('hex')}`

function finished(gather: GatherFacts): GatherFacts {
  return {
    ...gather,
    files: gather.files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
    secrets: groupFindings(gather.secrets),
  }
}
