import { stat } from 'node:fs/promises'
import { writeAtomic, writeFailed } from '../../capture/index.js'
import { parseExpectedFiles } from '../../config/index.js'
import { refused } from '../refused.js'
import type { ManifestOptions } from './at-hand.js'
import { readCapture } from './at-hand.js'
import { recordEntries } from './record-entries.js'
import { writeList } from './write-list.js'

export interface RecordOptions extends Omit<ManifestOptions, 'expected'> {
  /** File to write; without it the text is all that comes of it. */
  out?: string | undefined
  /** A file that is there is replaced. */
  force: boolean
}

export interface Recorded {
  /** expected-files.yaml, which was read again and found valid. */
  text: string
  entries: number
  /** How many gathered files the entries name. */
  files: number
  /** What somebody should look at: entries with a note. */
  notes: { path: string; note: string }[]
}

/** Writes down what a capture holds as what a gather must leave. Throws `manifest.*`, `config.*`; writes whole files only. */
export async function recordManifest(options: RecordOptions): Promise<Recorded> {
  const { out, force } = options
  if (out !== undefined && !force && (await isThere(out))) throw outExists(out)
  const atHand = await readCapture(options)
  const entries = recordEntries(atHand)
  if (entries.length === 0)
    throw refused(
      'manifest.no-files',
      `the gather ${atHand.gather.name} left no file that a list could name`,
      'Name a capture whose gather left more than its version and its log.',
    )
  const isv = atHand.isv?.name ?? atHand.record?.isv.name
  const text = writeList(entries, { isv, before: atHand.list?.value })
  await parseExpectedFiles(out ?? 'expected-files.yaml', text)
  if (out !== undefined)
    await writeAtomic(out, text).catch((error: unknown) => {
      throw writeFailed(error, out)
    })
  return {
    text,
    entries: entries.length,
    files: new Set(entries.flatMap(({ files }) => files)).size,
    notes: entries.flatMap(({ entry, notes }) => notes.map((note) => ({ path: entry.path, note }))),
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

const outExists = (out: string) =>
  refused(
    'manifest.out-exists',
    `${out} is there already, and may hold what people wrote into it`,
    'See what moved with must-gather manifest diff, write to another file, or replace it with --force.',
  )
