/**
 * What hard input costs the scan for secrets, per byte, against ordinary input: the goal is at most three times as much.
 *
 *   npm run build && npm run bench:secrets-pathological -- [--seed 1] [--entries 1000000] [--data DIR] [--texts-only]
 *
 * Texts that are hard on keywords and layers, and for each rule texts made of the structure of its own expression, are
 * scanned in this process; long lines, deep nesting and an archive of a million files by the command. Times are CPU times.
 */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createScanner, secretRules } from '../src/secrets/index.js'
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
const textBytes = 1_000_000
/** A short measurement is of the garbage collector and of the clock rather than of the scan. */
const leastNanoseconds = 150e6
/** As long it is scanned before, so that all that runs often has been compiled. */
const warmUpNanoseconds = 300e6
const chunkBytes = 256 * 1024
const scanner = createScanner()

interface Cost {
  name: string
  /** CPU time per byte against ordinary input. */
  times: number
  megabytesPerSecond: number
}

const scratch = await mkdtemp(join(tmpdir(), 'bench-pathological-'))
try {
  const load = await secretsLoad(values.data ?? scratch, Number(values.seed), 1)
  const ordinary = await ordinaryTexts(load.folder)
  const normal = nanosecondsPerByte(ordinary)
  console.log(`ordinary input, in this process: ${(1000 / normal).toFixed(0)} MB/s`)
  tell(
    'texts',
    hardTexts.map(({ name, make }) => cost(name, [make(textBytes)], normal)),
  )
  tell(
    'worst cases of rules',
    secretRules.map((rule) => cost(rule.id, [worstText(rule.regex)], normal)),
  )
  if (!values['texts-only']) await captures(load.folder, load.bytes)
} finally {
  await rm(scratch, { recursive: true, force: true })
}

/** Every eighth file of the generated must-gather that is text. */
async function ordinaryTexts(folder: string): Promise<Buffer[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile() && !entry.name.endsWith('.gz'))
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort()
  return Promise.all(paths.filter((_, index) => index % 8 === 0).map((path) => readFile(path)))
}

function scanAll(texts: readonly Buffer[]): void {
  for (const text of texts) {
    const scan = scanner.file('text')
    for (let at = 0; at < text.length; at += chunkBytes) scan.write(text.subarray(at, at + chunkBytes))
    scan.end()
  }
}

/** Of a scan that has been compiled: what the first one costs besides does not grow with the bytes. */
function nanosecondsPerByte(texts: readonly Buffer[]): number {
  scanFor(texts, warmUpNanoseconds)
  return scanFor(texts, leastNanoseconds) / texts.reduce((sum, { length }) => sum + length, 0)
}

/** Scans them over and over for so long; gives the time of one round. */
function scanFor(texts: readonly Buffer[], least: number): number {
  const before = process.cpuUsage()
  let nanoseconds = 0
  let rounds = 0
  for (; nanoseconds < least; rounds++) {
    scanAll(texts)
    const { user, system } = process.cpuUsage(before)
    nanoseconds = (user + system) * 1000
  }
  return nanoseconds / rounds
}

function cost(name: string, texts: readonly Buffer[], normal: number): Cost {
  const each = nanosecondsPerByte(texts)
  return { name, times: each / normal, megabytesPerSecond: 1000 / each }
}

function worstText(regex: RegExp): Buffer {
  const piece = Buffer.from(`${worstCases(regex).join('\n')}\n`, 'latin1')
  return Buffer.alloc(textBytes / 4, piece)
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

async function captures(folder: string, bytes: number): Promise<void> {
  const hard = await hardCaptures(scratch, Number(values.entries))
  const empty = await cpuOf(await emptyCapture(scratch))
  const normal = ((await cpuOf(folder)) - empty) / bytes
  const rows: Cost[] = []
  for (const { name, path, bytes: size } of hard) {
    const each = Math.max(1e-12, (await cpuOf(path)) - empty) / size
    rows.push({ name, times: each / normal, megabytesPerSecond: 1 / each / 1e6 })
  }
  for (const { name, times } of rows) console.log(`${times.toFixed(2).padStart(7)} times  ${name}`)
  tell('captures', rows)
}

/** CPU time of the whole command, in seconds. */
async function cpuOf(path: string): Promise<number> {
  const args = [values.ours, 'secrets', path, '--output', 'json']
  const { cpuSeconds, exitCode, output } = await measure(process.execPath, args, {})
  if (![0, 1, 3].includes(exitCode ?? -1)) throw new Error(`${path}: ended with ${exitCode}:\n${output}`)
  return cpuSeconds
}
