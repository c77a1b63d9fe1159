/**
 * Judges one package of a catalog of 150 MB, in YAML and in JSON: seconds, peak memory, and whether the targets are met.
 *
 *   npm run build && npm run bench:catalog -- [--megabytes 150] [--rounds 3]
 *
 * Times are wall times of whole processes, the median of the rounds; on a busy machine the seconds of the processor beside them
 * tell more.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Measured } from '../support/measure.js'
import { measure } from '../support/measure.js'
import type { CatalogFormat } from './generate-catalog.js'
import { generateCatalog, wanted } from './generate-catalog.js'

const targets = { seconds: 10, megabytes: 300 }
const formats: readonly CatalogFormat[] = ['yaml', 'json', 'json-lines']

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '150' },
    rounds: { type: 'string', default: '3' },
    ours: { type: 'string', default: fileURLToPath(new URL('../../bin/must-gather.js', import.meta.url)) },
  },
})

const scratch = await mkdtemp(join(tmpdir(), 'bench-catalog-'))
try {
  for (const format of formats) await bench(format)
} finally {
  await rm(scratch, { recursive: true, force: true })
}

async function bench(format: CatalogFormat): Promise<void> {
  const folder = join(scratch, format)
  const bytes = await generateCatalog(folder, format, Number(values.megabytes) * 1e6)
  const rounds: Measured[] = []
  for (let round = 0; round < Number(values.rounds); round++)
    rounds.push(
      await measure(
        process.execPath,
        [values.ours, 'index', folder, '--package', wanted, '--channel', 'stable'],
        {},
      ),
    )
  const failed = rounds.find(({ exitCode }) => exitCode !== 0)
  if (failed) throw new Error(`exit code ${failed.exitCode}: ${failed.output}`)
  const median = (of: (one: Measured) => number) =>
    rounds.map(of).sort((a, b) => a - b)[rounds.length >> 1] ?? NaN
  const [seconds, megabytes] = [median((one) => one.seconds), median((one) => one.megabytes)]
  const isMet = seconds < targets.seconds && megabytes < targets.megabytes
  console.log(
    `${format}: ${(bytes / 1e6).toFixed(0)} MB in ${seconds.toFixed(1)} s (${median((one) => one.cpuSeconds).toFixed(1)} s of the processor), ` +
      `peak ${megabytes.toFixed(0)} MB: ${isMet ? 'met' : 'NOT met'} (under ${targets.seconds} s and ${targets.megabytes} MB)`,
  )
  if (!isMet) process.exitCode = 1
  await rm(folder, { recursive: true })
}
