/** The kind driver: a throw-away cluster from the `kind` binary, of which nothing is left afterwards. */
import { connect } from '../../kube/connect.js'
import { ExpectedError } from '../../model/errors.js'
import type { Capability, Cluster, ClusterDriver, CreateOptions, ServerInfo } from '../types.js'
import { clusterName } from './cluster-name.js'
import { createKindCluster, deleteKindCluster, kubeconfigPath, type KindCluster } from './create-cluster.js'
import { engineNames, findEngine, type EngineName } from './engine.js'
import { loadKindImage } from './load-image.js'
import { removeLoadedImages } from './loaded-images.js'
import { reuseKindCluster } from './reuse-cluster.js'
import { kindVersion } from './version.js'

const capabilities: ReadonlySet<Capability> = new Set([
  'images:pull',
  'images:build',
  'images:digest',
  'images:run-instructions',
  'olm',
  'nodes',
  'storage',
])

export interface KindDriverOptions {
  /** Engines to try, in this order; an entry point puts the one of KIND_EXPERIMENTAL_PROVIDER here. */
  engines?: readonly EngineName[]
  /** Added to the environment of kind and of the engine. */
  env?: Readonly<Record<string, string>>
}

/** Makes the driver; `kindDriver` is the one with the defaults. */
export function createKindDriver({ engines = engineNames, env = {} }: KindDriverOptions = {}): ClusterDriver {
  return {
    name: 'kind',
    capabilities,
    async unavailable(_options, signal) {
      try {
        await findEngine(engines, env, signal)
        await kindVersion(env, signal)
        return undefined
      } catch (error) {
        if (error instanceof ExpectedError) return `${error.message}. ${error.next}`
        throw error
      }
    },
    afterKill: ({ runId, kindCluster }) =>
      kindCluster === undefined ? ['kind', 'delete', 'cluster', '--name', clusterName(runId)] : undefined,
    async create(options, signal) {
      const version = await kindVersion(env, signal)
      const engine = await findEngine(engines, env, signal)
      options.logger.debug(`kind ${version} with ${engine}`)
      return openCluster(options, engine, env, signal)
    },
  }
}

export const kindDriver: ClusterDriver = createKindDriver()

async function openCluster(
  options: CreateOptions,
  engine: EngineName,
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Cluster> {
  const { runId, workDir, logger, kindCluster } = options
  const cluster: KindCluster = {
    name: kindCluster ?? clusterName(runId),
    kubeconfig: kubeconfigPath(workDir),
    workDir,
    // kind looks for an engine by itself, and may find one that is installed and does not answer.
    env: { ...env, KIND_EXPERIMENTAL_PROVIDER: engine },
    logger,
  }
  return kindCluster === undefined
    ? createdCluster(cluster, engine, options, signal)
    : reusedCluster(cluster, engine, signal)
}

async function createdCluster(
  cluster: KindCluster,
  engine: EngineName,
  options: CreateOptions,
  signal: AbortSignal,
): Promise<Cluster> {
  // Its name is that of this run: what bears it is a rest of a first attempt.
  await deleteKindCluster(cluster)
  await createKindCluster(cluster, options, signal)
  try {
    return {
      driver: 'kind',
      kubeconfig: cluster.kubeconfig,
      lasting: false,
      server: await askServer(cluster.kubeconfig, signal),
      loadImage: (image, imageSignal) => loadKindImage(cluster, engine, image, imageSignal),
      destroy: () => deleteKindCluster(cluster),
    }
  } catch (error) {
    await deleteKindCluster(cluster)
    throw error
  }
}

/** One that somebody else made, and keeps. */
async function reusedCluster(
  cluster: KindCluster,
  engine: EngineName,
  signal: AbortSignal,
): Promise<Cluster> {
  await reuseKindCluster(cluster, signal)
  const loaded: string[] = []
  return {
    driver: 'kind',
    kubeconfig: cluster.kubeconfig,
    lasting: true,
    server: await askServer(cluster.kubeconfig, signal),
    loadImage: async (image, imageSignal) => {
      const result = await loadKindImage(cluster, engine, image, imageSignal)
      if (result.source !== 'pulled') loaded.push(image.ref)
      return result
    },
    destroy: () => removeLoadedImages(cluster, engine, loaded),
  }
}

async function askServer(kubeconfig: string, signal: AbortSignal): Promise<ServerInfo> {
  const connection = await connect({ kubeconfig })
  try {
    const { body } = await connection.request<{ gitVersion: string }>({ path: '/version', signal })
    return { version: body.gitVersion, url: connection.server }
  } finally {
    connection.close()
  }
}
