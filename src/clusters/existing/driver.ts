/** The driver of a cluster that a kubeconfig reaches. It is not ours: it is never created or destroyed. */
import { connect, isUnauthorized, serverVersion, type Connection } from '../../kube/index.js'
import { ExpectedError } from '../../model/errors.js'
import type { Cluster, ClusterDriver, CreateOptions, ImageSpec, LoadedImage } from '../types.js'
import { cannotBuild, notPullable } from './image-errors.js'
import { ownKubeconfig } from './own-kubeconfig.js'
import { whyNotPulled } from './pull-check.js'

export const existingDriver: ClusterDriver = {
  name: 'existing',
  capabilities: new Set([
    'images:pull',
    'images:digest',
    'images:run-instructions',
    'olm',
    'nodes',
    'storage',
  ]),
  unavailable: () => Promise.resolve(undefined),
  async create(options, signal): Promise<Cluster> {
    const kubeconfig = await ownKubeconfig(options)
    const connection = await connect({ kubeconfig })
    try {
      const { gitVersion } = await serverVersion(connection, signal).catch(explain(connection))
      return {
        driver: 'existing',
        kubeconfig,
        lasting: true,
        server: { version: gitVersion, url: connection.server },
        loadImage: (image, imageSignal) => loadImage(kubeconfig, options, image, imageSignal),
        destroy: () => Promise.resolve(),
      }
    } finally {
      connection.close()
    }
  },
}

function explain({ server }: Connection): (error: unknown) => never {
  return (error) => {
    if (!isUnauthorized(error)) throw error
    throw new ExpectedError({
      code: 'existing.unauthorized',
      message: `${server} does not accept the credentials of the kubeconfig: they have expired, were revoked, or are another cluster's`,
      next: 'Log in again, or use another kubeconfig or --context.',
      exitCode: 3,
      cause: error,
    })
  }
}

/** The nodes pull it by themselves; what has a build folder may never have been pushed, which is tried before anything is made. */
async function loadImage(
  kubeconfig: string,
  options: CreateOptions,
  { ref, build, prefer = 'auto' }: ImageSpec,
  signal: AbortSignal,
): Promise<LoadedImage> {
  const pulled: LoadedImage = { ref, source: 'pulled', notes: [] }
  if (!build || prefer === 'pull') return pulled
  if (prefer === 'build') throw cannotBuild(ref, build.context)
  const connection = await connect({ kubeconfig })
  try {
    const problem = await whyNotPulled({ ...options, connection, ref, signal })
    if (problem !== undefined) throw notPullable(ref, build.context, problem)
    return pulled
  } finally {
    connection.close()
  }
}
