/**
 * `must-gather run` against `oc adm must-gather`, by turns on one cluster: an image that writes 100 MB in about a second.
 *
 *   npm run build && npx tsx bench/run.ts --oc /path/to/oc --kubeconfig FILE --image IMAGE [--rounds 3]
 *
 * IMAGE has bash, coreutils and tar. Prints wall time and peak memory of each run, and the medians.
 */
import { benchOptions } from './support/options.js'
import { compare, contender } from './support/measure.js'

const { oc, kubeconfig, image, rounds, ours } = benchOptions()
const gather = ['--', '/bin/bash', '-c', 'head -c 100000000 /dev/urandom > /must-gather/blob']
const asked = (dest: string) => ['--image', image, `--dest-dir=${dest}`, ...gather]
const env = { KUBECONFIG: kubeconfig }

await compare(
  [
    ...(oc ? [contender('oc', oc, (dest) => ['adm', 'must-gather', ...asked(dest)], env)] : []),
    contender('must-gather', process.execPath, (dest) => [ours, 'run', '--layout=oc', ...asked(dest)], env),
  ],
  rounds,
)
