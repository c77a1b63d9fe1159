import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { KubeConfig } from '@kubernetes/client-node'
import { vi } from 'vitest'
import { connect, type ApiRequest, type Connection } from '../../../src/kube/index.js'
import type { KubeObject } from '../../../src/model/kubernetes.js'
import type { Cluster } from '../../../src/clusters/types.js'
import { runKubectl, type Ran, type Words } from './kubectl.js'
import { makerFor, type Maker } from './objects.js'

/** What the cases of one group work with: a namespace of their own, and the clients. */
export interface Scene {
  /** Unique to the suite's run; labels and names of what has no namespace. */
  runId: string
  namespace: string
  kubeconfig: string
  /** A folder of the group's own on this machine. */
  folder: string
  make: Maker
  /** @kubernetes/client-node's view of the cluster. */
  config: KubeConfig
  /** The harness's own client. */
  connection: Connection
  kubectl: (words: Words, input?: string) => Promise<Ran>
  /** What a command prints that succeeds. */
  says: (words: Words, input?: string) => Promise<string>
  /** What a command complains of that fails. */
  refused: (words: Words, input?: string) => Promise<string>
  apply: (...objects: KubeObject[]) => Promise<void>
  /** The body of an answer to the harness's own client. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  ask: (request: ApiRequest) => Promise<any>
  /** Reads one object as JSON. */
  // What an API answers is known to the case that asks, and to nobody else.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  read: (words: Words) => Promise<any>
  /** Tries again until nothing is thrown, within a deadline. */
  until: <T>(check: () => Promise<T>, seconds?: number) => Promise<T>
}

export interface SceneOptions {
  cluster: Cluster
  image: string
  runId: string
  group: string
  /** The suite's folder on this machine. */
  folder: string
}

export const runLabel = 'cluster-suite.example/run'

/** Makes the group's namespace, with the label by which all of it is found again. */
export async function openScene({ cluster, image, runId, group, folder }: SceneOptions): Promise<Scene> {
  const namespace = `${group}-${runId}`
  const own = join(folder, group)
  await mkdir(own)
  const config = new KubeConfig()
  config.loadFromFile(cluster.kubeconfig)
  const options = { kubeconfig: cluster.kubeconfig, namespace, home: folder }
  const connection = await connect({ kubeconfig: cluster.kubeconfig })
  const scene: Scene = {
    ...{ runId, namespace, kubeconfig: cluster.kubeconfig, folder: own, config, connection },
    make: makerFor(image),
    ask: async (request) => (await connection.request<unknown>(request)).body,
    kubectl: (words, input) => runKubectl(options, words, input),
    async says(words, input) {
      const ran = await scene.kubectl(words, input)
      if (ran.code !== 0)
        throw new Error(`${commandLine(words)}: exit code ${ran.code}\n${ran.err}\n${ran.out}`)
      return ran.out
    },
    async refused(words, input) {
      const ran = await scene.kubectl(words, input)
      if (ran.code === 0) throw new Error(`${commandLine(words)}: succeeded\n${ran.out}`)
      return ran.err
    },
    apply: async (...objects) => {
      await scene.says('apply -f -', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }))
    },
    read: async (words) => JSON.parse(await scene.says([...asArray(words), '-o', 'json'])) as unknown,
    until: (check, seconds = 180) => vi.waitFor(check, { timeout: seconds * 1000, interval: 500 }),
  }
  await makeNamespace(scene, group)
  return scene
}

/** Makes a namespace of the run, named after what it is for, and gives its whole name. */
export async function makeNamespace(
  { apply, says, until, runId }: Scene,
  purpose: string,
  labels: Record<string, string> = {},
): Promise<string> {
  const name = `${purpose}-${runId}`
  const metadata = { name, labels: { [runLabel]: runId, ...labels } }
  await apply({ apiVersion: 'v1', kind: 'Namespace', metadata })
  // A pod that comes before its service account is refused.
  await until(() => says(`get serviceaccount default --namespace=${name}`))
  return name
}

const asArray = (words: Words) => (typeof words === 'string' ? words.split(' ') : words)
const commandLine = (words: Words) => `kubectl ${asArray(words).join(' ')}`
