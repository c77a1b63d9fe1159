/**
 * `must-gather run` against `oc adm must-gather`, by turns on one cluster: an image that writes 100 MB in a second.
 *
 *   npm run build && npx tsx bench/run.ts --oc /path/to/oc --kubeconfig FILE --image IMAGE [--rounds 3]
 *
 * IMAGE has bash, coreutils and tar. Prints wall time and peak memory of each run, and the medians.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { compare, measure, type Contender } from './support/measure.js'

const { values } = parseArgs({
  options: {
    oc: { type: 'string' },
    kubeconfig: { type: 'string' },
    image: { type: 'string' },
    rounds: { type: 'string', default: '3' },
  },
})
const { oc, kubeconfig, image, rounds } = values
if (!kubeconfig || !image)
  throw new Error('--kubeconfig and --image are needed; --oc is what it is held against')

const gather = `echo acme > /must-gather/version; for i in 1 2 3 4 5 6 7 8 9 10; do
  head -c 10000000 /dev/urandom > /must-gather/data.$i; done`
const ours = fileURLToPath(new URL('../bin/must-gather.js', import.meta.url))

const contender = (name: string, file: string, args: readonly string[]): Contender => ({
  name,
  async run() {
    const dest = await mkdtemp(join(tmpdir(), 'bench-run-'))
    try {
      const command = ['--', '/bin/bash', '-c', gather]
      return await measure(
        file,
        [...args, `--image=${image}`, `--dest-dir=${join(dest, 'out')}`, ...command],
        {
          KUBECONFIG: kubeconfig,
        },
      )
    } finally {
      await rm(dest, { recursive: true, force: true })
    }
  },
})

await compare(
  [
    ...(oc ? [contender('oc', oc, ['adm', 'must-gather'])] : []),
    contender('must-gather', process.execPath, [ours, 'run']),
  ],
  Number(rounds),
)
