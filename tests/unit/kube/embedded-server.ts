import { startApiServer } from '../../../src/clusters/embedded/api/server.js'
import { createStore } from '../../../src/clusters/embedded/store/memory-store.js'
import { Connection } from '../../../src/kube/connection.js'
import { silentLogger } from '../../../src/model/logger.js'

/** The embedded API server without a node: enough for everything that runs no containers. */
export async function startEmbedded() {
  const runtime = () => {
    throw new Error('no node')
  }
  const api = await startApiServer({ store: createStore(), runtime, logger: silentLogger })
  const connection = new Connection({
    server: api.url,
    tls: { ca: api.caCert },
    authorize: () => Promise.resolve({ authorization: `Bearer ${api.adminToken}` }),
  })
  return {
    connection,
    url: api.url,
    /** A kubeconfig of cluster-admin, as text. */
    kubeconfig: JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [
        {
          name: 'embedded',
          cluster: {
            server: api.url,
            'certificate-authority-data': Buffer.from(api.caCert).toString('base64'),
          },
        },
      ],
      users: [{ name: 'admin', user: { token: api.adminToken } }],
      contexts: [{ name: 'embedded', context: { cluster: 'embedded', user: 'admin', namespace: 'x' } }],
      'current-context': 'embedded',
    }),
    async [Symbol.asyncDispose]() {
      connection.close()
      await api.close()
    },
  }
}
