import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ExpectedError } from '../model/errors.js'
import type { Target } from './target.js'

/** Where a pod finds its API server and the credentials of its service account. */
export interface InCluster {
  host: string
  port: string
  /** Default: `/var/run/secrets/kubernetes.io/serviceaccount`. */
  serviceAccountDir?: string | undefined
}

/** The server's address, and the folder with the account's ca.crt, token and namespace. */
export function inClusterPlaces({ host, port, serviceAccountDir }: InCluster): {
  server: string
  dir: string
} {
  return {
    server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
    dir: serviceAccountDir ?? '/var/run/secrets/kubernetes.io/serviceaccount',
  }
}

/** Reads what Kubernetes tells every container; `undefined` outside a pod. */
export function inClusterFromEnv(env: Record<string, string | undefined>): InCluster | undefined {
  const host = env['KUBERNETES_SERVICE_HOST']
  const port = env['KUBERNETES_SERVICE_PORT']
  return host && port ? { host, port } : undefined
}

/** Throws `kube.no-service-account` where the pod has no credentials mounted. */
export async function inClusterTarget(place: InCluster): Promise<Target> {
  const { server, dir } = inClusterPlaces(place)
  const tokenPath = join(dir, 'token')
  const token = () => readFile(tokenPath, 'utf8')
  const [ca, namespace] = await Promise.all([
    readFile(join(dir, 'ca.crt')).catch(() => undefined),
    readFile(join(dir, 'namespace'), 'utf8').catch(() => undefined),
    token(),
  ]).catch((cause: unknown) => {
    throw new ExpectedError({
      code: 'kube.no-service-account',
      message: `this pod has no service account token at ${tokenPath}`,
      next: 'Set automountServiceAccountToken, or name a kubeconfig.',
      exitCode: 3,
      cause,
    })
  })
  return {
    server,
    tls: { ca },
    // Read for each request: the kubelet rotates it.
    authorize: async () => ({ authorization: `Bearer ${(await token()).trim()}` }),
    namespace: namespace?.trim(),
  }
}
