import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inClusterPlaces, type InCluster } from '../../kube/in-cluster.js'
import { readKubeconfig, selectContext } from '../../kube/kubeconfig.js'
import { ExpectedError } from '../../model/errors.js'
import type { CreateOptions } from '../types.js'

type Access = Pick<CreateOptions, 'kubeconfig' | 'context' | 'inCluster' | 'workDir'>

/**
 * The path of a kubeconfig that every program of the run can use as it is: the given one, or one of the run's own, for
 * its owner's eyes only, where a context was chosen or the run is in a pod. Throws `existing.no-kubeconfig`, or what
 * reading the given one throws.
 */
export async function ownKubeconfig({ kubeconfig, context, inCluster, workDir }: Access): Promise<string> {
  if (kubeconfig !== undefined && context === undefined) return kubeconfig
  if (kubeconfig === undefined && inCluster === undefined) throw withoutKubeconfig()
  const parts =
    kubeconfig === undefined ? ofServiceAccount(inCluster as InCluster) : await ofContext(kubeconfig, context)
  const path = join(workDir, 'existing.kubeconfig')
  const name = 'existing'
  const namespace = parts.namespace === undefined ? {} : { namespace: parts.namespace }
  const document = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: parts.cluster }],
    users: [{ name, user: parts.user }],
    contexts: [{ name, context: { cluster: name, user: name, ...namespace } }],
    'current-context': name,
  }
  // JSON is YAML.
  await writeFile(path, `${JSON.stringify(document, null, 2)}\n`, { mode: 0o600 })
  return path
}

async function ofContext(kubeconfig: string, context: string | undefined) {
  const { cluster, user, namespace } = selectContext(await readKubeconfig(kubeconfig), context, kubeconfig)
  return { cluster, user, namespace }
}

function ofServiceAccount(place: InCluster) {
  const { server, dir } = inClusterPlaces(place)
  return {
    cluster: { server, 'certificate-authority': join(dir, 'ca.crt') },
    // By its path: the kubelet rotates the token.
    user: { tokenFile: join(dir, 'token') },
    namespace: undefined,
  }
}

const withoutKubeconfig = () =>
  new ExpectedError({
    code: 'existing.no-kubeconfig',
    message: '--cluster=existing needs a kubeconfig, and this is no pod with a service account',
    next: 'Name one with --kubeconfig, or set KUBECONFIG.',
    exitCode: 2,
  })
