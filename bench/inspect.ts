/**
 * `must-gather inspect` against `oc adm inspect`, by turns on one cluster: 10 namespaces, 30 pods, 50 MB of logs.
 *
 *   npm run build && npx tsx bench/inspect.ts --oc /path/to/oc --kubeconfig FILE --image IMAGE [--rounds 3]
 *
 * IMAGE has bash and coreutils. Prints wall time and peak memory of each run, and the medians.
 */
import { createLoad } from './support/inspect-load.js'
import { compare, contender } from './support/measure.js'
import { benchOptions } from './support/options.js'

const { oc, kubeconfig, image, rounds, ours } = benchOptions()

await using load = await createLoad({ kubeconfig, image, namespaces: 10, podsEach: 3, logBytes: 50_000_000 })

const what = load.namespaces.map((namespace) => `ns/${namespace}`)
const asked = (dest: string) => [...what, `--dest-dir=${dest}`]
const env = { KUBECONFIG: kubeconfig }

await compare(
  [
    ...(oc ? [contender('oc', oc, (dest) => ['adm', 'inspect', ...asked(dest)], env)] : []),
    contender('must-gather', process.execPath, (dest) => [ours, 'inspect', ...asked(dest)], env),
  ],
  rounds,
)
