import { connect, serverVersion } from '../../kube/index.js'
import { ExpectedError } from '../../model/errors.js'
import type { Cluster, ClusterDriver, CreateOptions, ImageSpec, LoadedImage } from '../types.js'

/** A cluster that a kubeconfig reaches. It is not ours: it is never created or destroyed. */
export const existingDriver: ClusterDriver = {
  name: 'existing',
  capabilities: new Set(['images:pull', 'images:digest', 'images:run-instructions', 'nodes', 'storage']),
  unavailable: () => Promise.resolve(undefined),
  async create({ kubeconfig, context }: CreateOptions, signal): Promise<Cluster> {
    if (!kubeconfig) throw withoutKubeconfig()
    const connection = await connect({ kubeconfig, context })
    try {
      const { gitVersion } = await serverVersion(connection, signal)
      return {
        driver: 'existing',
        kubeconfig,
        server: { version: gitVersion, url: connection.server },
        loadImage,
        destroy: () => Promise.resolve(),
      }
    } finally {
      connection.close()
    }
  },
}

const loadImage = ({ ref }: ImageSpec): Promise<LoadedImage> =>
  Promise.resolve({ ref, source: 'pulled', notes: [] })

const withoutKubeconfig = () =>
  new ExpectedError({
    code: 'existing.no-kubeconfig',
    message: '--cluster=existing needs a kubeconfig',
    next: 'Name one with --kubeconfig, or set KUBECONFIG.',
    exitCode: 2,
  })
