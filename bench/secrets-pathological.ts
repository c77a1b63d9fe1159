/**
 * What hard input costs the scan for secrets, per byte, against a must-gather as it is ordinarily: the goal is at most three
 * times as much.
 *
 *   npm run build && npm run bench:secrets-pathological -- [--seed 1] [--entries 1000000] [--data DIR] [--texts-only]
 *
 * Texts that are hard on keywords and layers, for each rule a text made of the structure of its own expression, long lines,
 * deep nesting, an archive of a million files: all by the command, as a user runs it. Times are CPU times, less what the
 * command takes for next to nothing.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { secretRules } from '../src/secrets/index.js'
import type { HardCapture } from './support/hard-captures.js'
import { emptyCapture, hardCaptures } from './support/hard-captures.js'
import { hardTexts } from './support/hard-texts.js'
import { measure } from './support/measure.js'
import { secretsLoad } from './support/secrets-load.js'
import { table } from './support/table.js'
import { worstCases } from './support/worst-case.js'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    entries: { type: 'string', default: '1000000' },
    data: { type: 'string' },
    'texts-only': { type: 'boolean', default: false },
    ours: { type: 'string', default: fileURLToPath(new URL('../bin/must-gather.js', import.meta.url)) },
  },
})

const goal = 3
/** As much of each text, in files of a megabyte. */
const textBytes = 1_000_000
/** What looks hard in a few files is measured in as many as the ordinary must-gather has bytes: V8's own work is not per byte. */
const [few, many] = [30, 85]
const rounds = 3

interface Cost {
  name: string
  /** CPU time per byte against ordinary input. */
  times: number
  megabytesPerSecond: number
}

const scratch = await mkdtemp(join(tmpdir(), 'bench-pathological-'))
try {
  const load = await secretsLoad(values.data ?? scratch, Number(values.seed), 1)
  const empty = await cpuOf(await emptyCapture(scratch))
  const normal = ((await cpuOf(load.folder)) - empty) / load.bytes
  console.log(`an ordinary must-gather: ${(1e-6 / normal).toFixed(0)} MB per second of CPU time`)
  const cost = async ({ name, path, bytes }: HardCapture): Promise<Cost> => {
    const each = Math.max(1e-12, (await cpuOf(path)) - empty) / bytes
    return { name, times: each / normal, megabytesPerSecond: 1e-6 / each }
  }
  const texts = hardTexts.map(({ name, make }) => ({ name, text: make(textBytes) }))
  tell('texts', await costs(texts, cost))
  const worst = secretRules.map(({ id, regex }) => ({ name: id, text: worstText(regex) }))
  tell('worst cases of rules', await costs(worst, cost))
  if (!values['texts-only']) {
    const captures: Cost[] = []
    for (const capture of await hardCaptures(scratch, Number(values.entries)))
      captures.push(await cost(capture))
    tell('captures', captures)
  }
} finally {
  await rm(scratch, { recursive: true, force: true })
}

/** One folder after the other, as all of them would be gigabytes. */
async function costs(
  texts: readonly { name: string; text: Buffer }[],
  cost: (capture: HardCapture) => Promise<Cost>,
): Promise<Cost[]> {
  const path = join(scratch, 'text')
  const all: Cost[] = []
  for (const { name, text } of texts) {
    await mkdir(path, { recursive: true })
    const inCopies = async (copies: number) => {
      for (let copy = 0; copy < copies; copy++) await writeFile(join(path, `${copy}.log`), text)
      return cost({ name, path, bytes: text.length * copies })
    }
    const first = await inCopies(few)
    all.push(first.times > goal ? await inCopies(many) : first)
    await rm(path, { recursive: true })
  }
  return all
}

function worstText(regex: RegExp): Buffer {
  const piece = Buffer.from(`${worstCases(regex).join('\n')}\n`, 'latin1')
  return Buffer.alloc(textBytes, piece)
}

function tell(what: string, costs: readonly Cost[]): void {
  const worse = costs.filter(({ times }) => times > goal).sort((a, b) => b.times - a.times)
  const rows = worse.map(({ name, times, megabytesPerSecond }) => [
    name,
    times.toFixed(1),
    megabytesPerSecond.toFixed(1),
  ])
  console.log(
    `\n${costs.length} ${what}, ${worse.length} of them above ${goal} times the ordinary cost per byte`,
  )
  if (rows.length > 0) console.log(table([what, 'times', 'MB/s'], rows))
  if (worse.length > 0) process.exitCode = 1
}

/** CPU time of the whole command, in seconds: the least of three. */
async function cpuOf(path: string): Promise<number> {
  const args = [values.ours, 'secrets', path, '--output', 'json']
  let least = Infinity
  for (let round = 0; round < rounds; round++) {
    const { cpuSeconds, exitCode, output } = await measure(process.execPath, args, {}, { memory: false })
    if (![0, 1, 3].includes(exitCode ?? -1)) throw new Error(`${path}: ended with ${exitCode}:\n${output}`)
    least = Math.min(least, cpuSeconds)
    // What takes long is measured well enough in one.
    if (cpuSeconds > 5) break
  }
  return least
}
