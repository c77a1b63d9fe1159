import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { driversFor, type Cluster } from '../../../src/clusters/index.js'
import { sweep } from '../../../src/gather/index.js'
import { connect, parseYaml, type Connection } from '../../../src/kube/index.js'
import { silentLogger } from '../../../src/model/logger.js'

/** A cluster that the command line knows by its kubeconfig alone: the embedded one, run by the tests. */
export interface ExistingCluster {
  cluster: Cluster
  connection: Connection
  kubeconfig: string
  /** Writes another kubeconfig for it: with other fields of its cluster, or with the token of another user. */
  variant(name: string, change: { server?: string; token?: string }): Promise<string>
  /** A service account with no rights at all. */
  nobody(): Promise<{ token: string; username: string }>
  /** What bears the label of a run. */
  ours(): Promise<string[]>
  stop(): Promise<void>
}

interface KubeconfigParts {
  clusters: { cluster: { server: string } }[]
  users: { user: { token: string } }[]
}

export async function startExistingCluster(dir: string): Promise<ExistingCluster> {
  const workDir = join(dir, 'cluster')
  await mkdir(workDir)
  const { embedded } = driversFor(process.env['PATH'])
  const signal = AbortSignal.timeout(120_000)
  const cluster = await embedded.create({ runId: 'existing', workDir, logger: silentLogger }, signal)
  const { kubeconfig } = cluster
  const connection = await connect({ kubeconfig })
  const post = async <T>(path: string, body: object) =>
    (await connection.request<T>({ method: 'POST', path, body })).body
  return {
    cluster,
    connection,
    kubeconfig,
    async variant(name, { server, token }) {
      const config = parseYaml(await readFile(kubeconfig, 'utf8'), kubeconfig)[0] as KubeconfigParts
      for (const one of config.clusters) one.cluster.server = server ?? one.cluster.server
      for (const one of config.users) one.user.token = token ?? one.user.token
      const file = join(dir, `${name}.kubeconfig`)
      await writeFile(file, JSON.stringify(config))
      return file
    },
    async nobody() {
      const accounts = '/api/v1/namespaces/default/serviceaccounts'
      const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'nobody' } }
      await post(accounts, account)
      const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} }
      const { status } = await post<{ status: { token: string } }>(`${accounts}/nobody/token`, request)
      return { token: status.token, username: 'system:serviceaccount:default:nobody' }
    },
    async ours() {
      const { found } = await sweep({ connection, dryRun: true, signal: AbortSignal.timeout(30_000) })
      return found.map(({ kind, name }) => `${kind} ${name}`)
    },
    async stop() {
      connection.close()
      await cluster.destroy()
    },
  }
}
