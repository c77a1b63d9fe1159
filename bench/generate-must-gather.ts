/**
 * Makes a must-gather with planted secrets and look-alikes: about 80 MB and 2,000 files, the same for the same seed.
 *
 *   npx tsx bench/generate-must-gather.ts --seed 7 --out DIR [--truth FILE] [--times 10]
 *
 * What is planted where is written beside it (DIR.truth.json, unless said), without the values.
 */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { generateMustGather } from './support/must-gather-generator/generate.js'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
    truth: { type: 'string' },
    times: { type: 'string', default: '1' },
  },
})
if (values.out === undefined) throw new Error('--out is needed: the folder to write into')
const truth = await generateMustGather({
  seed: Number(values.seed),
  folder: values.out,
  times: Number(values.times),
})
await writeFile(values.truth ?? `${values.out}.truth.json`, JSON.stringify(truth, undefined, 1))
console.log(
  `${truth.files} files, ${(truth.bytes / 1e6).toFixed(1)} MB, ${truth.secrets.length} secrets of ${new Set(truth.secrets.map(({ kind }) => kind)).size} kinds in ${new Set(truth.secrets.map(({ place }) => place)).size} kinds of place, ${truth.lookAlikes.length} look-alikes`,
)
