/**
 * One installed operator as OLM leaves it, put straight into the store of an embedded cluster: for tests that need many
 * operators, neighbours, or values that must not come out. What OLM really makes is in fixtures/olm-install.
 */
import type { Store } from '../../src/clusters/embedded/store/types.js'
import type { KubeObject } from '../../src/model/kubernetes.js'
import { definition, olm, ownedBy, put, putEvent, rbac } from './olm-store.js'

export interface OperatorOptions {
  namespace: string
  packageName: string
  /** Where the catalog is; the catalog itself is not made. Default: the namespace. */
  catalogNamespace?: string | undefined
  catalog?: string | undefined
  /** Environment of the operator's container. */
  env?: { name: string; value: string }[] | undefined
  /** Manifests in the InstallPlan, and values in a ConfigMap that is a component. */
  manifests?: object[] | undefined
  configMap?: Record<string, string> | undefined
  annotations?: Record<string, string> | undefined
  /** Objects of the operator that stand in its own InstallPlan; default true. A shared one is made by `putPlan`. */
  plan?: boolean | undefined
}

export function putNamespace(store: Store, name: string): void {
  put(store, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
  put(store, {
    apiVersion: olm('v1'),
    kind: 'OperatorGroup',
    metadata: { name: 'group', namespace: name },
    spec: { targetNamespaces: [name] },
    status: { namespaces: [name] },
  })
}

/** Puts the operator and all that OLM makes for it. */
export function putOperator(
  store: Store,
  options: OperatorOptions,
): { subscription: KubeObject; csv: KubeObject } {
  const { namespace, packageName, env = [], annotations = {} } = options
  const csvName = `${packageName}.v1.0.0`
  const label = { [`operators.coreos.com/${packageName}.${namespace}`]: '' }
  const labels = {
    ...label,
    'olm.managed': 'true',
    'olm.owner': csvName,
    'olm.owner.kind': 'ClusterServiceVersion',
    'olm.owner.namespace': namespace,
  }
  const account = `${packageName}-controller`
  const group = `${packageName}.example.com`
  const podSpec = {
    serviceAccountName: account,
    containers: [{ name: 'manager', image: `quay.io/acme/${packageName}:1.0.0`, env }],
  }
  const subscription = put(store, {
    apiVersion: olm('v1alpha1'),
    kind: 'Subscription',
    metadata: { name: `${packageName}-sub`, namespace, labels: label },
    spec: {
      name: packageName,
      channel: 'stable',
      source: options.catalog ?? 'catalog',
      sourceNamespace: options.catalogNamespace ?? namespace,
      config: { env },
    },
    status: { state: 'AtLatestKnown', installedCSV: csvName, currentCSV: csvName },
  })
  if (options.plan !== false)
    putPlan(store, namespace, `install-${packageName}`, [{ ...options, subscription }])
  const csv = put(store, {
    apiVersion: olm('v1alpha1'),
    kind: 'ClusterServiceVersion',
    metadata: { name: csvName, namespace, labels: label, annotations },
    spec: {
      version: '1.0.0',
      customresourcedefinitions: {
        owned: [{ name: `things.${group}`, kind: 'Thing', version: 'v1' }],
      },
      install: {
        strategy: 'deployment',
        spec: {
          permissions: [{ serviceAccountName: account, rules: [] }],
          deployments: [
            {
              name: `${packageName}-manager`,
              spec: { template: { metadata: { labels: {} }, spec: podSpec } },
            },
          ],
        },
      },
    },
    status: { phase: 'Succeeded', reason: 'InstallSucceeded' },
  })
  const byCsv = { namespace, labels, ownerReferences: [ownedBy(csv)] }
  const crd = put(store, definition(group, label))
  put(store, {
    apiVersion: olm('v2'),
    kind: 'OperatorCondition',
    metadata: { name: csvName, namespace, labels: label, ownerReferences: [ownedBy(csv, true)] },
  })
  put(store, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: account, ...byCsv } })
  putRights(store, { packageName, namespace, account, byCsv, labels, crd })
  const { deployment, pod } = putWorkload(store, { packageName, namespace, podSpec, byCsv, annotations })
  if (options.configMap) {
    put(store, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `${packageName}-config`, ...byCsv },
      data: options.configMap,
    })
  }
  const refs = [
    { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name: deployment.metadata.name },
    ...(options.configMap
      ? [{ apiVersion: 'v1', kind: 'ConfigMap', namespace, name: `${packageName}-config` }]
      : []),
  ]
  put(store, {
    apiVersion: olm('v1'),
    kind: 'Operator',
    metadata: { name: `${packageName}.${namespace}` },
    spec: {},
    status: { components: { refs } },
  })
  putEvent(store, pod, `Started container of ${packageName}`)
  putEvent(store, subscription, `Resolved ${packageName}`)
  return { subscription, csv }
}

interface Rights {
  packageName: string
  namespace: string
  account: string
  byCsv: Partial<KubeObject['metadata']>
  labels: Record<string, string>
  crd: KubeObject
}

function putRights(store: Store, { packageName, namespace, account, byCsv, labels, crd }: Rights): void {
  const name = `${packageName}-rights`
  const subjects = [{ kind: 'ServiceAccount', name: account, namespace }]
  const roleRef = (kind: string) => ({ apiGroup: rbac, kind, name })
  const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }]
  const cluster = { name: `${name}-${namespace}`, labels }
  put(store, { apiVersion: `${rbac}/v1`, kind: 'Role', metadata: { name, ...byCsv }, rules })
  put(store, {
    apiVersion: `${rbac}/v1`,
    kind: 'RoleBinding',
    metadata: { name, ...byCsv },
    roleRef: roleRef('Role'),
    subjects,
  })
  put(store, { apiVersion: `${rbac}/v1`, kind: 'ClusterRole', metadata: cluster, rules })
  put(store, {
    apiVersion: `${rbac}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: cluster,
    roleRef: { ...roleRef('ClusterRole'), name: cluster.name },
    subjects,
  })
  put(store, {
    apiVersion: `${rbac}/v1`,
    kind: 'ClusterRole',
    metadata: { name: `${crd.metadata.name}-v1-view`, ownerReferences: [ownedBy(crd)] },
    rules,
  })
}

interface Workload {
  packageName: string
  namespace: string
  podSpec: object
  byCsv: Partial<KubeObject['metadata']>
  annotations: Record<string, string>
}

function putWorkload(store: Store, { packageName, namespace, podSpec, byCsv, annotations }: Workload) {
  const app = { app: packageName }
  const spec = {
    replicas: 1,
    selector: { matchLabels: app },
    template: { metadata: { labels: app }, spec: podSpec },
  }
  const deployment = put(store, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `${packageName}-manager`, ...byCsv, annotations },
    spec,
    status: {
      replicas: 1,
      readyReplicas: 1,
      availableReplicas: 1,
      conditions: [{ type: 'Available', status: 'True' }],
    },
  })
  const set = put(store, {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${packageName}-manager-1`,
      namespace,
      labels: app,
      annotations,
      ownerReferences: [ownedBy(deployment, true)],
    },
    spec,
    status: { replicas: 1 },
  })
  const pod = put(store, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${packageName}-manager-1-a`,
      namespace,
      labels: app,
      annotations,
      ownerReferences: [ownedBy(set, true)],
    },
    spec: { ...podSpec, nodeName: 'a-node' },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [
        {
          name: 'manager',
          ready: true,
          restartCount: 1,
          image: 'x',
          imageID: '',
          state: { running: { startedAt: '2026-11-21T10:00:00Z' } },
          lastState: { terminated: { exitCode: 1, reason: 'Error' } },
        },
      ],
    },
  })
  return { deployment, pod }
}

/** One InstallPlan for some operators, as OLM makes it when it resolves a namespace. */
export function putPlan(
  store: Store,
  namespace: string,
  name: string,
  operators: readonly (Pick<OperatorOptions, 'packageName' | 'manifests'> & { subscription: KubeObject })[],
): KubeObject {
  const csvs = operators.map(({ packageName }) => `${packageName}.v1.0.0`)
  const properties = (packageName: string) =>
    JSON.stringify({ properties: [{ type: 'olm.package', value: { packageName, version: '1.0.0' } }] })
  return put(store, {
    apiVersion: olm('v1alpha1'),
    kind: 'InstallPlan',
    metadata: {
      name,
      namespace,
      ownerReferences: operators.map(({ subscription }) => ownedBy(subscription)),
    },
    spec: { approval: 'Automatic', approved: true, generation: 1, clusterServiceVersionNames: csvs },
    status: {
      phase: 'Complete',
      bundleLookups: operators.map(({ packageName }) => ({
        identifier: `${packageName}.v1.0.0`,
        path: `quay.io/acme/${packageName}-bundle:1.0.0`,
        properties: properties(packageName),
        replaces: '',
      })),
      plan: operators.flatMap(({ packageName, manifests = [] }) =>
        manifests.map((manifest) => ({
          resolving: `${packageName}.v1.0.0`,
          status: 'Created',
          resource: {
            group: '',
            kind: (manifest as { kind?: string }).kind ?? 'Thing',
            name: packageName,
            version: 'v1',
            manifest: JSON.stringify(manifest),
          },
        })),
      ),
    },
  })
}
