import { startControllers } from '../../../../../src/clusters/embedded/controllers/index.js'
import { createNodeObjects } from '../../../../../src/clusters/embedded/controllers/node-objects.js'
import { nodeObject } from '../../../../../src/clusters/embedded/node/node-object.js'
import { createStore } from '../../../../../src/clusters/embedded/store/memory-store.js'
import type { KubeObject } from '../../../../../src/model/kubernetes.js'
import { silentLogger } from '../../../../../src/model/logger.js'

/** A store with controllers and no kubelet: the test says what becomes of pods. */
export function startTestCluster() {
  const store = createStore()
  for (const name of ['default', 'test'])
    store.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
  createNodeObjects(store, nodeObject('v1.36.3', '2026-11-20T10:00:00Z'), new Date())
  const controllers = startControllers({
    store,
    now: () => new Date(),
    logger: silentLogger,
    caCert: 'CERTIFICATE',
  })
  const list = (type: string) => store.list(type, { namespace: 'test' }).items
  return {
    store,
    list,
    names: (type: string) => list(type).map(({ metadata }) => metadata.name),
    create: (type: string, object: Record<string, unknown>) =>
      store.create(type, object as unknown as KubeObject),
    status: (type: string, name: string) =>
      store.get(type, 'test', name)?.status as Record<string, unknown> | undefined,
    /** Does as a kubelet whose pod has come so far. */
    setPod(name: string, state: 'ready' | 'Succeeded' | 'Failed') {
      const time = new Date().toISOString()
      const ready = state === 'ready'
      store.modify('pods', 'test', name, (draft) => {
        Object.assign(draft.spec as object, { nodeName: 'embedded' })
        draft.status = {
          phase: ready ? 'Running' : state,
          podIP: '127.1.0.2',
          conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: time }],
          containerStatuses: ready ? [] : [{ restartCount: 0, state: { terminated: { finishedAt: time } } }],
        }
      })
    },
    events: () => list('events').map((event) => `${String(event['reason'])}: ${String(event['message'])}`),
    close: () => controllers.close(),
  }
}

export type TestCluster = ReturnType<typeof startTestCluster>

export function template(labels: Record<string, string>, image = 'base') {
  return {
    metadata: { labels },
    spec: { containers: [{ name: 'main', image, ports: [{ name: 'http', containerPort: 8080 }] }] },
  }
}
