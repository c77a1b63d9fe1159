import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { startControllers } from '../../../../../src/clusters/embedded/controllers/index.js'
import { createNodeObjects } from '../../../../../src/clusters/embedded/controllers/node-objects.js'
import { createImageStore } from '../../../../../src/clusters/embedded/image/image-store.js'
import { loadImageFolder } from '../../../../../src/dockerfile/load-image-folder.js'
import { startKubelet } from '../../../../../src/clusters/embedded/node/kubelet.js'
import { nodeObject } from '../../../../../src/clusters/embedded/node/node-object.js'
import type { Pod } from '../../../../../src/clusters/embedded/node/pod/types.js'
import { removeTree } from '../../../../../src/clusters/embedded/node/remove-tree.js'
import { namespaceIsolation } from '../../../../../src/clusters/embedded/node/sandbox/namespaces.js'
import { probeIsolation } from '../../../../../src/clusters/embedded/node/sandbox/probe.js'
import type { LogOptions } from '../../../../../src/clusters/embedded/node/types.js'
import { createStore } from '../../../../../src/clusters/embedded/store/memory-store.js'
import type { KubeObject } from '../../../../../src/model/kubernetes.js'
import { silentLogger } from '../../../../../src/model/logger.js'

const uid = process.getuid?.() ?? 0
const never = new AbortController().signal

/** Whether this machine lets the tests run containers; asked by trying. */
export async function canIsolate(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'node-probe-'))
  try {
    await probeIsolation(namespaceIsolation(uid), folder, never)
    return true
  } catch {
    return false
  } finally {
    await removeTree(folder)
  }
}

/** A store, the controllers and a node that runs containers, without an API server. */
export async function startTestNode() {
  const folder = mkdtempSync(join(tmpdir(), 'node-'))
  const store = createStore()
  const now = () => new Date()
  const isolation = namespaceIsolation(uid)
  const images = createImageStore(join(folder, 'images'), isolation.shares)
  for (const name of ['default', 'test'])
    store.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
  createNodeObjects(store, nodeObject('v1.36.3', '2026-11-20T10:00:00Z'), new Date())
  const controllers = startControllers({ store, now, logger: silentLogger, caCert: 'CERTIFICATE' })
  const kubelet = startKubelet({
    ...{ store, images, isolation, now, logger: silentLogger },
    node: { name: 'embedded', hostIP: '127.0.0.1', cpus: 2, memoryBytes: 1024 ** 3 },
    podsFolder: join(folder, 'pods'),
    nodeDisk: join(folder, 'disk'),
    apiServer: { host: '127.0.0.1', port: 6443 },
    extraMounts: () => [],
    extraPath: [],
    restartBackOff: { firstMs: 50, maxMs: 100 },
    issueToken: (pod) => `token-of-${pod.metadata.name}`,
  })

  /** An image of one Dockerfile and its files. */
  async function addImage(
    ref: string,
    dockerfile: string,
    files: Record<string, string> = {},
  ): Promise<void> {
    const context = mkdtempSync(join(folder, 'context-'))
    mkdirSync(context, { recursive: true })
    writeFileSync(join(context, 'Dockerfile'), dockerfile)
    for (const [name, content] of Object.entries(files))
      writeFileSync(join(context, name), content, { mode: 0o755 })
    const image = loadImageFolder({ ref, context, platform: 'linux/amd64', baseHasFolder: () => false })
    await images.add(image)
  }
  await addImage('base', 'FROM scratch')

  /** Resolves with the object once the condition holds, or with nothing once it is gone. */
  function when<T extends KubeObject>(
    type: string,
    name: string,
    holds: (object: T) => boolean,
    ms = 15_000,
  ): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      const look = () => store.get(type, 'test', name) as T | undefined
      const timer = setTimeout(
        () => finish(() => reject(new Error(`${name}: ${JSON.stringify(look()?.status)}`))),
        ms,
      )
      const finish = (then: () => void) => {
        clearTimeout(timer)
        stop()
        then()
      }
      const check = () => {
        const object = look()
        if (object && holds(object)) finish(() => resolve(object))
      }
      const stop = store.subscribe([type], (event) => {
        if (event.object.metadata.name !== name) return
        if (event.type === 'DELETED') finish(() => resolve(undefined))
        else check()
      })
      check()
    })
  }

  return {
    store,
    kubelet,
    addImage,
    when,
    create: (type: string, object: Record<string, unknown>) =>
      store.create(type, object as unknown as KubeObject),
    pod(name: string, spec: Record<string, unknown>): Pod {
      const full = { terminationGracePeriodSeconds: 1, restartPolicy: 'Never', ...spec }
      const pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name, namespace: 'test', labels: { app: name } },
        spec: full,
      }
      return store.create('pods', pod) as Pod
    },
    phase: (name: string, phase: string) => when<Pod>('pods', name, (pod) => pod.status?.phase === phase),
    async logs(pod: string, options: LogOptions = {}) {
      return text(await kubelet.runtime.logs('test', pod, options, never))
    },
    events(name: string): string[] {
      const about = (event: KubeObject) => (event['involvedObject'] as { name: string }).name === name
      return store
        .list('events', { namespace: 'test' })
        .items.filter(about)
        .map((event) => `${String(event['reason'])}: ${String(event['message'])}`)
    },
    async close() {
      controllers.close()
      await kubelet.close()
      await removeTree(folder)
    },
  }
}

export type TestNode = Awaited<ReturnType<typeof startTestNode>>

/** A container that runs a bash script. */
export function bash(script: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { name: 'main', image: 'base', command: ['bash', '-c', script], ...more }
}
