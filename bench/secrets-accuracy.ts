/**
 * Whether the scan finds what a generated must-gather has planted in it, and nothing else: precision and recall per rule.
 *
 *   npm run build && npm run bench:secrets-accuracy -- [--seeds 1..10] [--keep DIR]
 *
 * A secret counts as found where a rule for its kind names its file and line; every other finding is a false one.
 * Ends with 1 where a secret was missed or the precision is below 0.99.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { SecretFinding } from '../src/model/secret-finding.js'
import { accuracyTable, share } from './support/accuracy-table.js'
import type { Comparison } from './support/compare-findings.js'
import { compareFindings } from './support/compare-findings.js'
import { capture } from './support/capture.js'
import { generateMustGather } from './support/must-gather-generator/generate.js'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1..10' },
    keep: { type: 'string' },
    ours: { type: 'string', default: fileURLToPath(new URL('../bin/must-gather.js', import.meta.url)) },
  },
})

const [first = NaN, last = first] = values.seeds.split('..').map(Number)
if (!(last >= first)) throw new Error(`--seeds takes a number or a range such as 1..10, not ${values.seeds}`)

const comparisons: Comparison[] = []
for (let seed = first; seed <= last; seed++) comparisons.push(await compareSeed(seed))

const sum = (count: (comparison: Comparison) => number) =>
  comparisons.reduce((total, comparison) => total + count(comparison), 0)
const [found, missed, wrong] = [
  sum((one) => one.found.length),
  sum((one) => one.missed.length),
  sum((one) => one.wrong.length),
]
console.log(`\n${accuracyTable(comparisons)}\n`)
console.log(
  `${comparisons.length} seeds: ${found} of ${found + missed} found, ${wrong} false; precision ${share(found, found + wrong)}, recall ${share(found, found + missed)}`,
)
process.exitCode = found > 0 && missed === 0 && found / (found + wrong) >= 0.99 ? 0 : 1

async function compareSeed(seed: number): Promise<Comparison> {
  const dir = values.keep ?? (await mkdtemp(join(tmpdir(), 'bench-accuracy-')))
  try {
    const folder = join(dir, `seed-${seed}`)
    const truth = await generateMustGather({ seed, folder })
    const args = [values.ours, 'secrets', folder, '--output', 'json']
    const { findings } = JSON.parse(await capture(process.execPath, args, [0, 1])) as {
      findings: SecretFinding[]
    }
    const comparison = compareFindings(truth, findings)
    tell(
      seed,
      `${truth.files} files, ${(truth.bytes / 1e6).toFixed(1)} MB, ${truth.lookAlikes.length} look-alikes`,
      comparison,
    )
    return comparison
  } finally {
    if (values.keep === undefined) await rm(dir, { recursive: true, force: true })
  }
}

function tell(seed: number, what: string, { found, missed, wrong }: Comparison): void {
  const count = (list: readonly { kind: string; place: string }[], key: 'kind' | 'place') =>
    new Set(list.map((planted) => planted[key])).size
  const all = [...found.map(({ planted }) => planted), ...missed]
  console.log(
    `seed ${seed}: ${what}; ${found.length} of ${all.length} secrets (${count(all, 'kind')} kinds, ${count(all, 'place')} kinds of place) found, ${wrong.length} false`,
  )
  for (const { kind, place, file, lines } of missed)
    console.log(`  missed  ${kind}, ${place}: ${file}:${lines.map((range) => range.join('-')).join(',')}`)
  for (const { finding, at } of wrong)
    console.log(`  false   ${finding.rule} (${finding.masked}) at ${at}: ${finding.path}:${finding.line}`)
}
