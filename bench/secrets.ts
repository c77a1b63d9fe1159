/**
 * The scan for secrets against ripgrep and against plain reading, in one run: MB/s, peak memory, ratios, and whether the
 * targets are met.
 *
 *   npm run build && npm run bench:secrets -- [--rounds 3] [--seed 1] [--data DIR] [--dump PATH] [--without-large]
 *
 * Times are wall times of whole processes, medians of the rounds, the programs run by turns; memory is that of a run that is
 * not timed. MB/s counts the bytes of the folder, also where the archive is read. `--data` keeps the generated must-gathers
 * for the next run.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { keywordExpressions } from './support/keyword-list.js'
import { measure } from './support/measure.js'
import type { Figures, Program } from './support/repeat.js'
import { byTurns } from './support/repeat.js'
import { secretsLoad } from './support/secrets-load.js'
import { longLog } from './support/long-log.js'
import type { SecretsLoad } from './support/secrets-load.js'
import { table } from './support/table.js'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    data: { type: 'string' },
    dump: { type: 'string' },
    'without-large': { type: 'boolean', default: false },
    ours: { type: 'string', default: fileURLToPath(new URL('../bin/must-gather.js', import.meta.url)) },
  },
})

const [rounds, seed, ours] = [Number(values.rounds), Number(values.seed), values.ours]
const found = [0, 1]
/** Half a second is over before V8 first collects what is old: what waits for it later is some megabytes, of any size. */
const mostGrowth = 1.4
/** Of the long log. */
const gigabytes = 2
const scratch = await mkdtemp(join(tmpdir(), 'bench-secrets-'))
try {
  await main(values.data ?? scratch)
} finally {
  await rm(scratch, { recursive: true, force: true })
}

async function main(data: string): Promise<void> {
  const load = await secretsLoad(data, seed, 1)
  console.log(`${load.files} files, ${(load.bytes / 1e6).toFixed(1)} MB, seed ${seed}, ${rounds} rounds`)
  const keywords = join(scratch, 'keywords')
  await writeFile(keywords, keywordExpressions())
  const hasRipgrep = (await measure('rg', ['--version'], {}).catch(() => undefined))?.exitCode === 0
  if (!hasRipgrep)
    console.log('ripgrep (rg) is not on the PATH: its rows are left out; install it to have them')

  const folder = await byTurns(
    [scan(load.folder), ...(hasRipgrep ? [ripgrep(keywords, load.folder)] : []), ...readers(load.folder)],
    rounds,
  )
  const archive = await byTurns(
    [
      scan(load.archive),
      ...(hasRipgrep ? [ripgrep(keywords, load.archive)] : []),
      { name: 'gzip -dc', file: 'sh', args: ['-c', 'gzip -dc "$0" > /dev/null', load.archive] },
      verify(load.archive),
    ],
    rounds,
  )
  show('folder', folder, load)
  show('.tgz', archive, load)
  report('scan of the folder', perSecond(folder[0], load), 'MB/s', 'at least', 140)
  report('scan of the folder', folder[0]?.megabytes, 'MB RSS', 'under', 200)
  report('scan of the .tgz', perSecond(archive[0], load), 'MB/s', 'at least', 90)
  report('scan of the .tgz', archive[0]?.megabytes, 'MB RSS', 'under', 200)
  report('verify of the .tgz', archive.at(-1)?.seconds, 's', 'under', 2)
  if (values.dump !== undefined) {
    const [dump] = await byTurns([verify(values.dump)], rounds)
    report(`verify of ${values.dump}`, dump?.seconds, 's', 'under', 2)
  }
  if (!values['without-large']) await large(data, load, folder[0], archive[0])
}

/** Ten times the data, and one log of gigabytes: what they cost more, and that memory stays flat. */
async function large(data: string, small: SecretsLoad, folder?: Figures, archive?: Figures): Promise<void> {
  const load = await secretsLoad(data, seed, 10)
  const size = load.bytes / small.bytes
  console.log(`\n${load.files} files, ${(load.bytes / 1e6).toFixed(0)} MB, ${size.toFixed(2)} times the data`)
  // Of three, as the first may find nothing of it in the cache of the disk.
  const [ofFolder, ofArchive] = await byTurns([scan(load.folder), scan(load.archive)], 3)
  for (const [what, big, one] of [
    ['folder', ofFolder, folder],
    ['.tgz', ofArchive, archive],
  ] as const) {
    if (!big || !one) continue
    console.log(`${what}: ${big.seconds.toFixed(2)} s, ${big.megabytes.toFixed(0)} MB RSS`)
    report(`time for 10 times, ${what}`, ((big.seconds / one.seconds) * 10) / size, 'times', 'under', 11)
    report(`memory for 10 times, ${what}`, big.megabytes, 'MB RSS', 'under', 200)
    report(`memory for 10 times, ${what}`, big.megabytes / one.megabytes, 'times', 'under', mostGrowth)
  }
  const [ofLog] = await byTurns([scan(await longLog(scratch, gigabytes * 1e9))], 1)
  console.log(`a log of ${gigabytes} GB: ${ofLog?.seconds.toFixed(2)} s`)
  report(`memory for a log of ${gigabytes} GB`, ofLog?.megabytes, 'MB RSS', 'under', 200)
}

function scan(path: string): Program {
  const args = [ours, 'secrets', path, '--output', 'json']
  return { name: 'must-gather secrets', file: process.execPath, args, endsWith: found }
}

function verify(path: string): Program {
  const args = [ours, 'verify', path, '--output', 'json']
  return { name: 'must-gather verify', file: process.execPath, args, endsWith: [...found, 3] }
}

function ripgrep(keywords: string, path: string): Program {
  const args = ['--no-config', '-uuu', '-z', '--text', '--count-matches', '-f', keywords, path]
  return { name: 'ripgrep, same keywords', file: 'rg', args, endsWith: found }
}

function readers(folder: string): Program[] {
  const reader = fileURLToPath(new URL('support/read-all.js', import.meta.url))
  return [
    { name: 'node, reading alone', file: process.execPath, args: [reader, folder] },
    {
      name: 'cat',
      file: 'sh',
      args: ['-c', 'find "$0" -type f -print0 | xargs -0 cat > /dev/null', folder],
    },
  ]
}

function perSecond(figures: Figures | undefined, { bytes }: SecretsLoad): number | undefined {
  return figures && bytes / 1e6 / figures.seconds
}

function show(what: string, rows: readonly Figures[], load: SecretsLoad): void {
  const head = [what, 'seconds', 'CPU s', 'MB/s', 'MB RSS', 'time to ours']
  const [own] = rows
  const cells = rows.map((row) => [
    row.name,
    row.seconds.toFixed(2),
    row.cpuSeconds.toFixed(2),
    (perSecond(row, load) ?? 0).toFixed(0),
    row.megabytes.toFixed(0),
    (row.seconds / (own?.seconds ?? 1)).toFixed(2),
  ])
  console.log(`\n${table(head, cells)}`)
}

function report(
  what: string,
  value: number | undefined,
  unit: string,
  relation: 'at least' | 'under',
  target: number,
): void {
  if (value === undefined) return
  const isMet = relation === 'under' ? value <= target : value >= target
  console.log(
    `${isMet ? 'met   ' : 'MISSED'}  ${what}: ${value.toFixed(value < 20 ? 2 : 0)} ${unit} (${relation} ${target})`,
  )
}
