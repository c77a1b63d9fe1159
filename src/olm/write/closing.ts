import { timestampLines } from '../../inspect/timestamp.js'
import { formatDiagnoses } from '../format.js'
import type { OlmInspected } from '../types.js'
import type { Tree } from './tree.js'
import { versionLines } from './version.js'

export interface Times {
  date: Date
  /** Since the start of the program. */
  ms: number
  durationMs: number
}

/** Writes what is known at the end: version and times, why what does not go on does not, and what could not be read. */
export async function writeClosing(
  tree: Tree,
  inspected: readonly OlmInspected[],
  { date, ms, durationMs }: Times,
): Promise<void> {
  await tree.text('version', versionLines())
  await tree.text('timestamp', timestampLines(date, ms, durationMs))
  if (inspected.length > 0) {
    await tree.text('olm-summary.txt', formatDiagnoses(inspected))
    await tree.text('olm-summary.json', json(inspected))
  }
  if (tree.problems.length > 0) await tree.text('errors.json', json(tree.problems))
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
