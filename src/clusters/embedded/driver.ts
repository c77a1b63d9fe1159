import { mkdir, mkdtemp } from 'node:fs/promises'
import { tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { deadline } from '../../lib/deadline.js'
import { ExpectedError } from '../../model/errors.js'
import type { Capability, Cluster, ClusterDriver, CreateOptions, ImageSpec, LoadedImage } from '../types.js'
import { startApiServer } from './api/server.js'
import { prepareClients } from './client/clients.js'
import { startControllers } from './controllers/index.js'
import { createApiService } from './controllers/api-service.js'
import { createNodeObjects } from './controllers/node-objects.js'
import { serverVersion } from './discovery/version.js'
import { hostHasFolder } from './image/host-path.js'
import { createImageStore, type ImageStore } from './image/image-store.js'
import { loadImageFolder } from '../../dockerfile/load-image-folder.js'
import { startKubelet } from './node/kubelet.js'
import { architecture, hostIP, nodeName, nodeObject } from './node/node-object.js'
import { kubeletBackOff } from './node/pod/back-off.js'
import { timestamp } from './node/pod/context.js'
import { removeTree } from './node/remove-tree.js'
import { isolationNamed } from './node/sandbox/isolations.js'
import { probeIsolation } from './node/sandbox/probe.js'
import type { Isolation } from './node/sandbox/types.js'
import { createStore } from './store/memory-store.js'
import { writeKubeconfig } from './kubeconfig.js'

export interface EmbeddedOptions {
  /** Where the host's real `kubectl` and `oc` are looked for; its PATH. */
  searchPath: string
  /** Our own client, one JavaScript file, for what the host lacks. */
  clientBundle: string
  /** Our own client's version. */
  version: string
  /** Does as if the host had no real client. */
  hideRealClients?: boolean
  /** How long a container that fails again and again is waited for; shorter in tests. */
  restartBackOff?: { firstMs: number; maxMs: number }
}

const takeDownMs = 20_000

const capabilities: ReadonlySet<Capability> = new Set(['images:build', 'nodes', 'storage'])

/** A cluster in this process: API server, controllers and one node that runs containers as processes. Needs Node and Linux. */
export function createEmbeddedDriver(options: EmbeddedOptions): ClusterDriver {
  return {
    name: 'embedded',
    capabilities,
    async unavailable({ isolation: name }, signal) {
      const folder = await mkdtemp(join(tmpdir(), 'isv-must-gather-probe-'))
      let isolation: Isolation | undefined
      try {
        isolation = chooseIsolation(name, folder)
        await probeIsolation(isolation, folder, signal)
        return undefined
      } catch (error) {
        if (error instanceof ExpectedError) return `${error.message}. ${error.next}`
        throw error
      } finally {
        await isolation?.close()
        await removeTree(folder)
      }
    },
    create: (create, signal) => createCluster(options, create, signal),
  }
}

/** What was started, last first when it is taken down. */
type Undo = () => Promise<void> | void

async function createCluster(
  options: EmbeddedOptions,
  create: CreateOptions,
  signal: AbortSignal,
): Promise<Cluster> {
  const undo: Undo[] = []
  try {
    return await start(options, create, signal, undo)
  } catch (error) {
    await takeDown(undo)
    throw error
  }
}

async function start(
  options: EmbeddedOptions,
  create: CreateOptions,
  signal: AbortSignal,
  undo: Undo[],
): Promise<Cluster> {
  const { logger } = create
  const folder = join(create.workDir, 'embedded')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  undo.push(() => removeTree(folder))
  const isolation = chooseIsolation(create.isolation, folder)
  undo.push(() => isolation.close())
  const clientFolder = join(folder, 'client')
  const [clients] = await bothEnded([
    prepareClients(
      {
        searchPath: options.searchPath,
        bundle: options.clientBundle,
        version: options.version,
        hideReal: options.hideRealClients ?? false,
        folder: clientFolder,
      },
      signal,
    ),
    probeIsolation(isolation, folder, signal),
  ])
  signal.throwIfAborted()

  const now = () => new Date()
  const store = createStore({ now })
  const api = await startApiServer({ store, runtime: () => kubelet.runtime, host: hostIP, logger, now })
  undo.push(() => api.close())
  createApiService(store, { host: hostIP, port: api.port })
  createNodeObjects(store, nodeObject(serverVersion.gitVersion, timestamp(now())), now())
  const controllers = startControllers({ store, now, logger, caCert: api.caCert })
  undo.push(() => controllers.close())
  const images = createImageStore(join(folder, 'images'), isolation.shares)
  const kubelet = startKubelet({
    ...{ store, images, isolation, logger, now },
    node: nodeFacts(),
    podsFolder: join(folder, 'pods'),
    nodeDisk: join(folder, 'disk'),
    apiServer: { host: hostIP, port: api.port },
    extraMounts: clients.mounts,
    extraPath: [],
    restartBackOff: options.restartBackOff ?? kubeletBackOff,
    issueToken: (pod, request) =>
      api.signServiceAccountToken({
        namespace: pod.metadata.namespace ?? 'default',
        name: pod.spec.serviceAccountName ?? 'default',
        audiences: request.audience === undefined ? undefined : [request.audience],
        expirationSeconds: request.expirationSeconds,
        pod: { name: pod.metadata.name, uid: pod.metadata.uid ?? '' },
      }).token,
  })
  undo.push(() => kubelet.close())
  const kubeconfig = join(folder, 'kubeconfig')
  await writeKubeconfig({ path: kubeconfig, url: api.url, caCert: api.caCert, token: api.adminToken })
  return {
    driver: 'embedded',
    kubeconfig,
    lasting: false,
    server: { version: serverVersion.gitVersion, url: api.url },
    client: clients.description,
    isolation: isolation.description,
    loadImage: (image) => loadImage(images, isolation, image),
    destroy: () => takeDown(undo),
  }
}

function chooseIsolation(name: CreateOptions['isolation'], folder: string): Isolation {
  return isolationNamed(name ?? 'namespaces', { uid: process.getuid?.() ?? 0, folder })
}

function nodeFacts() {
  const node = nodeObject('', '').status as { capacity: { cpu: string } }
  return { name: nodeName, hostIP, cpus: Number(node.capacity.cpu), memoryBytes: totalmem() }
}

/** Both results, or the first error; in either case neither goes on: what still starts processes cannot be taken down. */
async function bothEnded<A, B>(work: [Promise<A>, Promise<B>]): Promise<[A, B]> {
  await Promise.allSettled(work)
  return Promise.all(work)
}

/** Takes down all that was started; one that fails does not keep the others. */
async function takeDown(undo: Undo[]): Promise<void> {
  const errors: unknown[] = []
  for (let next; (next = undo.pop());) {
    try {
      await inTime(next())
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 0)
    throw errors.length === 1
      ? errors[0]
      : new AggregateError(errors, 'the embedded cluster was not taken down whole')
}

/** A process that the kernel does not let go must not keep the run from ending. */
async function inTime(step: Promise<void> | void): Promise<void> {
  const limit = deadline(takeDownMs)
  const late = new Promise<never>((_, reject) => {
    limit.signal.addEventListener('abort', () => reject(limit.signal.reason as Error), { once: true })
  })
  try {
    await Promise.race([step, late])
  } finally {
    limit.clear()
  }
}

async function loadImage(
  images: ImageStore,
  isolation: Isolation,
  { ref, build }: ImageSpec,
): Promise<LoadedImage> {
  if (!build) {
    throw new ExpectedError({
      code: 'embedded.image-needs-build',
      message: `the embedded cluster pulls no images, and ${ref} has no build folder`,
      next: `Give ${ref} a \`build\` or a \`standIn\` folder in isv.yaml, or run with --cluster=kind.`,
      exitCode: 3,
    })
  }
  const image = loadImageFolder({
    ref,
    context: build.context,
    args: build.args,
    platform: `linux/${architecture()}`,
    baseHasFolder: (path) => hostHasFolder(path, isolation.shares),
  })
  await images.add(image)
  return { ref, source: build.standIn ? 'stand-in' : 'built', notes: image.notes }
}
