import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  awaitDeletion,
  connect,
  createObject,
  formatYaml,
  waitFor,
  wellKnown,
  type Connection,
} from '../../../src/kube/index.js'
import { until } from '../../../src/lib/deadline.js'
import { runLabels } from '../../../src/lib/run-labels.js'
import type { KubeObject } from '../../../src/model/kubernetes.js'
import type { RowOptions, Scene } from './scene.js'

const metadata = (name: string, namespace?: string) => ({
  name,
  ...(namespace !== undefined && { namespace }),
})

/** A namespace of the test's own, with objects in it, for `runNamespace`. */
export async function namespaceWith(
  scene: Scene,
  objects: readonly object[] = [],
  labels: Record<string, string> = {},
): Promise<RowOptions> {
  const runNamespace = scene.id
  await scene.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { ...metadata(runNamespace), labels },
  })
  for (const object of objects)
    await scene.create({ ...object, metadata: metadata('fault', runNamespace) } as KubeObject)
  return { runNamespace }
}

export const quota = (hard: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  spec: { hard },
})

/** What containers of the namespace get that name no limits. */
export const limitRange = (limits: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  spec: { limits: [{ type: 'Container', default: limits, defaultRequest: { memory: '16Mi' } }] },
})

/** What PodSecurity does by default on clusters that are set up so: no pod in a namespace that is not said to be privileged. */
export async function podSecurityByDefault(scene: Scene): Promise<RowOptions> {
  const enforce = 'pod-security.kubernetes.io/enforce'
  const group = 'admissionregistration.k8s.io/v1'
  const matched = {
    namespaceSelector: {
      matchLabels: runLabels(scene.id),
      matchExpressions: [{ key: enforce, operator: 'DoesNotExist' }],
    },
    resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
  }
  await scene.create({
    apiVersion: group,
    kind: 'ValidatingAdmissionPolicy',
    metadata: metadata(scene.id),
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: matched,
      validations: [{ expression: 'false', message: 'violates PodSecurity "baseline:latest"' }],
    },
  })
  await scene.create({
    apiVersion: group,
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: metadata(scene.id),
    spec: { policyName: scene.id, validationActions: ['Deny'] },
  })
  await untilRefused(scene)
  return {}
}

/** A policy holds only when the API server has read it. */
async function untilRefused(scene: Scene): Promise<void> {
  const namespace = `${scene.id}-probe`
  await scene.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { ...metadata(namespace), labels: runLabels(scene.id) },
  })
  const account = { resource: wellKnown.serviceAccounts, namespace, name: 'default' }
  const known = { timeoutMs: policyMs, what: 'the service account' }
  await waitFor(scene.connection, account, (object) => object !== undefined, known)
  const spec = { containers: [{ name: 'probe', image: scene.cluster.image }] }
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: metadata('probe', namespace), spec }
  const refused = () =>
    createObject(scene.connection, wellKnown.pods, pod, { dryRun: true }).then(
      () => undefined,
      (error: Error) => (error.message.includes('violates PodSecurity') ? true : undefined),
    )
  await until(refused, AbortSignal.timeout(policyMs))
  await scene.connection.request({ method: 'DELETE', path: `/api/v1/namespaces/${namespace}` })
  const gone = { resource: wellKnown.namespaces, name: namespace }
  await awaitDeletion(scene.connection, gone, { timeoutMs: policyMs })
}

const policyMs = 60_000

interface Rule {
  apiGroups: string[]
  resources: string[]
  verbs: string[]
}

export interface Account {
  connection: Connection
  kubeconfig: string
  /** Makes its token worth nothing at once, as its expiry does. */
  revoke(): Promise<void>
}

/** A user of the cluster that has these rights alone, known by the token of a service account. */
export async function account(scene: Scene, rules: readonly Rule[]): Promise<Account> {
  const name = `${scene.id}-user`
  const rbac = 'rbac.authorization.k8s.io'
  await scene.create({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: metadata(name, 'default'),
  })
  const path = `/api/v1/namespaces/default/serviceaccounts/${name}`
  const revoke = async () => void (await scene.connection.request({ method: 'DELETE', path }))
  scene.later(() => revoke().catch(() => {}))
  await scene.create({
    apiVersion: `${rbac}/v1`,
    kind: 'ClusterRole',
    metadata: metadata(name),
    rules: [...rules],
  })
  await scene.create({
    apiVersion: `${rbac}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: metadata(name),
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace: 'default' }],
  })
  const { body } = await scene.connection.request<{ status: { token: string } }>({
    method: 'POST',
    path: `${path}/token`,
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 3600 } },
  })
  const kubeconfig = await kubeconfigOf(scene, body.status.token)
  const connection = await connect({ kubeconfig })
  scene.later(() => Promise.resolve(connection.close()))
  return { connection, kubeconfig, revoke }
}

async function kubeconfigOf(scene: Scene, token: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'faults-user-'))
  scene.later(() => rm(dir, { recursive: true, force: true }))
  const file = join(dir, 'kubeconfig')
  const cluster = { server: scene.connection.server, 'insecure-skip-tls-verify': true }
  const content = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    clusters: [{ name: 'test', cluster }],
    users: [{ name: 'test', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
  }
  await writeFile(file, formatYaml(content))
  return file
}
