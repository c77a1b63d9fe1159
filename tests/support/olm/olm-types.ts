import { applyObjects, type Connection } from '../../../src/kube/index.js'
import type { KubeObject } from '../../../src/model/kubernetes.js'

interface OlmType {
  kind: string
  plural: string
  /** The one that stores comes first. */
  versions: string[]
  shortNames: string[]
  cluster?: true
}

const types: OlmType[] = [
  { kind: 'CatalogSource', plural: 'catalogsources', versions: ['v1alpha1'], shortNames: ['catsrc'] },
  { kind: 'Subscription', plural: 'subscriptions', versions: ['v1alpha1'], shortNames: ['sub', 'subs'] },
  { kind: 'InstallPlan', plural: 'installplans', versions: ['v1alpha1'], shortNames: ['ip'] },
  {
    kind: 'ClusterServiceVersion',
    plural: 'clusterserviceversions',
    versions: ['v1alpha1'],
    shortNames: ['csv', 'csvs'],
  },
  { kind: 'OperatorGroup', plural: 'operatorgroups', versions: ['v1', 'v1alpha2'], shortNames: ['og'] },
  { kind: 'Operator', plural: 'operators', versions: ['v1'], shortNames: [], cluster: true },
  {
    kind: 'OperatorCondition',
    plural: 'operatorconditions',
    versions: ['v2', 'v1'],
    shortNames: ['condition'],
  },
  { kind: 'OLMConfig', plural: 'olmconfigs', versions: ['v1'], shortNames: [], cluster: true },
]

/** The types of OLM on a cluster that has no OLM: any content, with the status subresource. */
export async function installOlmTypes(connection: Connection): Promise<void> {
  const applied = applyObjects(connection, types.map(definition), { fieldManager: 'olm-player' })
  for await (const _ of applied);
}

function definition({ kind, plural, versions, shortNames, cluster }: OlmType): KubeObject {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.operators.coreos.com` },
    spec: {
      group: 'operators.coreos.com',
      scope: cluster ? 'Cluster' : 'Namespaced',
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List`, shortNames },
      versions: versions.map((name, index) => ({
        name,
        served: true,
        storage: index === 0,
        subresources: { status: {} },
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      })),
    },
  }
}
