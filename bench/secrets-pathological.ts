/**
 * What hard input costs the scan for secrets, per byte, against a must-gather as it is ordinarily: the goal is at most three
 * times as much.
 *
 *   npm run build && npm run bench:secrets-pathological -- [--seed 1] [--entries 1000000] [--data DIR] [--texts-only]
 *
 * Texts that are hard on keywords and layers, for each rule a text made of the structure of its own expression, long lines,
 * deep nesting, an archive of a million files: all by the command, as a user runs it, and each by turns with the ordinary
 * must-gather of about as many bytes, as machines change their speed.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { secretRules } from '../src/secrets/index.js'
import type { HardCapture } from './support/hard-captures.js'
import { hardCaptures } from './support/hard-captures.js'
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
/** As much of each text as the ordinary must-gather has, in files of a megabyte. */
const [textBytes, copies] = [1_000_000, 85]
/** What is far from the goal is measured once. */
const [rounds, doubtful] = [3, 2]

interface Cost {
  name: string
  /** Time per byte against ordinary input. */
  times: number
  megabytesPerSecond: number
}

const scratch = await mkdtemp(join(tmpdir(), 'bench-pathological-'))
try {
  const ordinary = await secretsLoad(values.data ?? scratch, Number(values.seed), 1)
  const measured = async ({ name, path, bytes }: HardCapture, times: number): Promise<Cost> => {
    let [normal, hard] = [Infinity, Infinity]
    for (let round = 0; round < times; round++) {
      normal = Math.min(normal, (await secondsOf(ordinary.folder)) / ordinary.bytes)
      hard = Math.min(hard, (await secondsOf(path)) / bytes)
    }
    return { name, times: hard / normal, megabytesPerSecond: 1e-6 / hard }
  }
  const cost = async (capture: HardCapture) => {
    const once = await measured(capture, 1)
    return once.times < doubtful ? once : measured(capture, rounds)
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
    for (let copy = 0; copy < copies; copy++) await writeFile(join(path, `${copy}.log`), text)
    all.push(await cost({ name, path, bytes: text.length * copies }))
    await rm(path, { recursive: true })
  }
  return all
}

function worstText(regex: RegExp): Buffer {
  const piece = Buffer.from(`${worstCases(regex).join('\n')}\n`, 'latin1')
  return Buffer.alloc(textBytes, piece)
}

function tell(what: string, costs: readonly Cost[]): void {
  const slowest = [...costs].sort((a, b) => b.times - a.times)
  const worse = costs.filter(({ times }) => times > goal).length
  const rows = slowest
    .slice(0, Math.max(worse, 5))
    .map(({ name, times, megabytesPerSecond }) => [name, times.toFixed(1), megabytesPerSecond.toFixed(1)])
  console.log(`\n${costs.length} ${what}, ${worse} of them above ${goal} times the ordinary time per byte`)
  console.log(table([what, 'times', 'MB/s'], rows))
  if (worse > 0) process.exitCode = 1
}

/** The whole command. */
async function secondsOf(path: string): Promise<number> {
  const args = [values.ours, 'secrets', path, '--output', 'json']
  const { seconds, exitCode, output } = await measure(process.execPath, args, {}, { memory: false })
  if (![0, 1, 3].includes(exitCode ?? -1)) throw new Error(`${path}: ended with ${exitCode}:\n${output}`)
  return seconds
}
