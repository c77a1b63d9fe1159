import type { OlmSnapshot } from '../../../src/olm/index.js'
import type { KubeObject } from '../../../src/model/kubernetes.js'
import { ofKind, recorded, theOne, type Situation } from './recordings.js'

/** A recording as the inspector would hand it to the summary: sorted into what each object is for the Subscription. */
export function recordedSnapshot(name: Situation): OlmSnapshot {
  return snapshotOf(recorded(name))
}

/** The same for any list of objects with one Subscription. */
export function snapshotOf(objects: readonly KubeObject[], subscriptionName?: string): OlmSnapshot {
  const of = (kind: string) => ofKind(objects, kind)
  const subscription = theOne(objects, 'Subscription', subscriptionName)
  const { name, source } = subscription.spec as { name: string; source: string }
  const isUnpack = ({ metadata }: KubeObject) =>
    metadata.labels?.['operatorframework.io/bundle-unpack-ref'] !== undefined
  const catalogSource = of('CatalogSource').find(({ metadata }) => metadata.name === source)
  const operator = of('Operator').find(({ metadata }) => metadata.name.startsWith(`${name}.`))
  return {
    subscription,
    operatorGroups: of('OperatorGroup'),
    ...(catalogSource ? { catalogSource } : {}),
    catalogPods: of('Pod').filter(({ metadata }) => metadata.labels?.['olm.catalogSource'] === source),
    installPlans: of('InstallPlan').sort((a, b) => generationOf(b) - generationOf(a)),
    unpackJobs: of('Job').filter(isUnpack),
    unpackPods: of('Pod').filter(isUnpack),
    unpackConfigMaps: of('ConfigMap').filter(
      ({ metadata }) => metadata.annotations?.['olm.sourceImage'] !== undefined,
    ),
    csvs: of('ClusterServiceVersion'),
    crds: of('CustomResourceDefinition'),
    apiServices: of('APIService'),
    rbac: ['ServiceAccount', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'].flatMap(of),
    webhooks: ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'].flatMap(of),
    ...(operator ? { operator } : {}),
    deployments: of('Deployment'),
    replicaSets: of('ReplicaSet'),
    pods: of('Pod').filter(({ metadata }) =>
      metadata.ownerReferences?.some(({ kind }) => kind === 'ReplicaSet'),
    ),
    components: [],
    events: of('Event'),
    unread: [],
  }
}

function generationOf({ spec }: KubeObject): number {
  return (spec as { generation?: number }).generation ?? 0
}
