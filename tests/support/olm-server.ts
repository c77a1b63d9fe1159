import { Readable } from 'node:stream'
import { startApiServer } from '../../src/clusters/embedded/api/server.js'
import { createStore } from '../../src/clusters/embedded/store/memory-store.js'
import type { LogOptions } from '../../src/clusters/embedded/node/types.js'
import { Connection, type ApiRequest } from '../../src/kube/index.js'
import { silentLogger } from '../../src/model/logger.js'
import { installOlmTypes } from './olm/olm-types.js'

export interface OlmServerOptions {
  /** What the container of a pod has printed. */
  logs?: ((namespace: string, pod: string, options: LogOptions, signal: AbortSignal) => Readable) | undefined
  /** Default true. */
  olm?: boolean | undefined
}

/** The embedded API server with OLM's types and without OLM, whose pods have printed what a test says. */
export async function startOlmServer({ logs, olm = true }: OlmServerOptions = {}) {
  const store = createStore()
  const runtime = () => ({
    logs: (...asked: [string, string, LogOptions, AbortSignal]) =>
      Promise.resolve(logs?.(...asked) ?? Readable.from([])),
    exec: () => Promise.reject(new Error('no node')),
  })
  const api = await startApiServer({ store, runtime, logger: silentLogger })
  const asked: ApiRequest[] = []
  const connect = (token: string) =>
    new Connection({
      server: api.url,
      tls: { ca: api.caCert },
      authorize: () => Promise.resolve({ authorization: `Bearer ${token}` }),
    })
  const admin = connect(api.adminToken)
  if (olm) await installOlmTypes(admin)
  return {
    store,
    url: api.url,
    caCert: api.caCert,
    adminToken: api.adminToken,
    connection: admin,
    connect,
    /** What was asked for on `connection` since the test began. */
    asked,
    async [Symbol.asyncDispose]() {
      admin.close()
      await api.close()
    },
  }
}
