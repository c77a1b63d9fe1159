import { createObject, resourceOf, type Connection } from '../../../../src/kube/index.js'
import { until } from '../../../../src/lib/deadline.js'
import type { KubeObject } from '../../../../src/model/kubernetes.js'

const signal = () => AbortSignal.timeout(30_000)

export async function create(connection: Connection, object: object): Promise<void> {
  const wanted = object as KubeObject
  await createObject(connection, await resourceOf(connection, wanted, signal()), wanted, { signal: signal() })
}

interface Type {
  group: string
  version: string
  kind: string
  scope: 'Cluster' | 'Namespaced'
}

/** Types of OpenShift and OLM, as far as a client reads them. */
export const types = {
  imageStream: { group: 'image.openshift.io', version: 'v1', kind: 'ImageStream', scope: 'Namespaced' },
  clusterOperator: { group: 'config.openshift.io', version: 'v1', kind: 'ClusterOperator', scope: 'Cluster' },
  clusterVersion: { group: 'config.openshift.io', version: 'v1', kind: 'ClusterVersion', scope: 'Cluster' },
  csv: {
    group: 'operators.coreos.com',
    version: 'v1alpha1',
    kind: 'ClusterServiceVersion',
    scope: 'Namespaced',
  },
} satisfies Record<string, Type>

/** Makes the types known to a cluster, and waits until discovery shows them. */
export async function standIn(connection: Connection, wanted: readonly Type[]): Promise<void> {
  for (const { group, version, kind, scope } of wanted) {
    const singular = kind.toLowerCase()
    await create(connection, {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `${singular}s.${group}` },
      spec: {
        group,
        scope,
        names: { kind, plural: `${singular}s`, singular, listKind: `${kind}List` },
        versions: [{ name: version, served: true, storage: true, schema: { openAPIV3Schema: anything } }],
      },
    })
    await until(async () => {
      connection.forgetDiscovery()
      return (await connection.discovery(signal())).resources.ofKind(`${group}/${version}`, kind)
    }, signal())
  }
}

const anything = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }

export const imageStream = (namespace: string, name: string, image: string) => ({
  apiVersion: 'image.openshift.io/v1',
  kind: 'ImageStream',
  metadata: { namespace, name },
  status: { tags: [{ tag: 'latest', items: [{ dockerImageReference: image, image: 'sha256:1' }] }] },
})

export const csv = (name: string, more: { metadata?: object; spec?: object }) => ({
  apiVersion: 'operators.coreos.com/v1alpha1',
  kind: 'ClusterServiceVersion',
  metadata: { namespace: 'default', name, ...more.metadata },
  spec: more.spec ?? {},
})

export const clusterOperator = (name: string, annotations: Record<string, string>) => ({
  apiVersion: 'config.openshift.io/v1',
  kind: 'ClusterOperator',
  metadata: { name, annotations },
  status: {
    conditions: [
      { type: 'Available', status: 'True' },
      { type: 'Progressing', status: 'False' },
      { type: 'Degraded', status: 'True', message: 'it is slow' },
    ],
  },
})
