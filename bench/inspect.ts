/**
 * `must-gather inspect` against `oc adm inspect`, by turns on one cluster: 10 namespaces, 30 pods, 50 MB of logs.
 *
 *   npm run build && npx tsx bench/inspect.ts --oc /path/to/oc --kubeconfig FILE --image IMAGE [--rounds 3]
 *
 * IMAGE has bash and coreutils. Prints wall time and peak memory of each run, and the medians.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createLoad } from './support/inspect-load.js'
import { compare, measure, type Contender } from './support/measure.js'

const { values } = parseArgs({
  options: {
    oc: { type: 'string' },
    kubeconfig: { type: 'string' },
    image: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    ours: { type: 'string', default: fileURLToPath(new URL('../bin/must-gather.js', import.meta.url)) },
  },
})
const { oc, kubeconfig, image, rounds, ours } = values
if (!kubeconfig || !image)
  throw new Error('--kubeconfig and --image are needed; --oc is what it is held against')

await using load = await createLoad({ kubeconfig, image, namespaces: 10, podsEach: 3, logBytes: 50_000_000 })

const contender = (name: string, file: string, args: readonly string[]): Contender => ({
  name,
  async run() {
    const dest = await mkdtemp(join(tmpdir(), 'bench-inspect-'))
    const what = load.namespaces.map((namespace) => `ns/${namespace}`)
    try {
      return await measure(file, [...args, ...what, `--dest-dir=${join(dest, 'out')}`], {
        KUBECONFIG: kubeconfig,
      })
    } finally {
      await rm(dest, { recursive: true, force: true })
    }
  },
})

await compare(
  [
    ...(oc ? [contender('oc', oc, ['adm', 'inspect'])] : []),
    contender('must-gather', process.execPath, [ours, 'inspect']),
  ],
  Number(rounds),
)
