/**
 * `must-gather olm` on the embedded cluster: 1,000 Subscriptions in 200 namespaces, each an operator that is installed.
 *
 *   npx tsx bench/olm.ts [--subscriptions 1000] [--namespaces 200]
 *
 * The cluster is a process of its own, so that time is the two's and memory the inspector's. Prints seconds (also
 * those of the inspector's processor, as other work on the machine counts against the first), its memory before, in the middle and at its most, requests, files.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Connection } from '../src/kube/index.js'
import { createFolderWriter, inspectOperators } from '../src/olm/index.js'
import { keepMemoryLow } from '../src/cli/low-memory.js'
import type { OlmClusterReady } from './support/olm-cluster.js'

const { values } = parseArgs({
  options: {
    subscriptions: { type: 'string', default: '1000' },
    namespaces: { type: 'string', default: '200' },
  },
})

keepMemoryLow()
const child = fork(join(import.meta.dirname, 'support/olm-cluster.ts'), [
  values.namespaces,
  values.subscriptions,
])
const [ready] = (await once(child, 'message')) as [OlmClusterReady]
const connection = new Connection({
  server: ready.url,
  tls: { ca: ready.caCert },
  authorize: () => Promise.resolve({ authorization: `Bearer ${ready.token}` }),
})
const dest = await mkdtemp(join(tmpdir(), 'olm-bench-'))
const mib = () => Math.round(process.memoryUsage().rss / 2 ** 20)
const seconds = ({ user, system }: NodeJS.CpuUsage) => ((user + system) / 1e6).toFixed(1)
const before = mib()
let most = before
const half = { mib: 0, left: Number(values.subscriptions) / 2 }
const cpu = process.cpuUsage()
const sampling = setInterval(() => (most = Math.max(most, mib())), 20)
try {
  const result = await inspectOperators({
    connection,
    writer: createFolderWriter(dest),
    signal: AbortSignal.timeout(600_000),
    onSnapshot: () => {
      if (--half.left === 0) half.mib = mib()
    },
  })
  const { subscriptions, files, requests, durationMs, problems } = result
  const errors = problems.filter(({ severity }) => severity === 'error').length
  process.stdout.write(
    [
      `${subscriptions.length} Subscriptions in ${values.namespaces} namespaces: ${(durationMs / 1000).toFixed(1)} s`,
      `processor: ${seconds(process.cpuUsage(cpu))} s of the inspector`,
      `memory: ${before} MiB before, ${half.mib} MiB at half, ${most} MiB at most`,
      `${requests} requests, ${files} files, ${errors} errors`,
      '',
    ].join('\n'),
  )
} finally {
  clearInterval(sampling)
  connection.close()
  child.kill()
  await rm(dest, { recursive: true })
}
