/** An embedded cluster with installed operators, in a process of its own: says where it is, and ends with its parent. */
import { Readable } from 'node:stream'
import { putNamespace, putOperator } from '../../tests/support/olm-operator.js'
import { startOlmServer } from '../../tests/support/olm-server.js'

export interface OlmClusterReady {
  url: string
  caCert: string
  token: string
}

const [namespaces = 200, subscriptions = 1000] = process.argv.slice(2).map(Number)
const server = await startOlmServer({ logs: () => Readable.from(['started\n']) })
for (let n = 0; n < namespaces; n++) putNamespace(server.store, `ns-${n}`)
const manifest = { kind: 'ServiceAccount', metadata: { name: 'x' }, spec: { text: 'x'.repeat(2000) } }
for (let i = 0; i < subscriptions; i++) {
  const namespace = `ns-${i % namespaces}`
  putOperator(server.store, {
    namespace,
    packageName: `op-${i}`,
    catalogNamespace: 'ns-0',
    manifests: [manifest],
  })
}
process.on('disconnect', () => process.exit(0))
process.send?.({ url: server.url, caCert: server.caCert, token: server.adminToken } satisfies OlmClusterReady)
