import type { KubeObject } from '../../../../src/model/kubernetes.js'
import { ofKind } from '../recordings.js'

/** Which of a recording's objects come about in which act. */

const unpackLabel = 'operatorframework.io/bundle-unpack-ref'

/** What serves the catalog: its account, Service, policies and pod, but not what a controller makes. */
export function catalogParts(objects: readonly KubeObject[]): KubeObject[] {
  return objects.filter(
    (object) => object.kind !== 'ConfigMap' && !isUnpack(object) && owners(object).includes('CatalogSource'),
  )
}

/** What unpacks one bundle: ConfigMap, account, role, binding, Job and pods, in the order in which they own each other. */
export function unpackParts(objects: readonly KubeObject[], bundleImage: string): KubeObject[] {
  const config = ofKind(objects, 'ConfigMap').find(
    ({ metadata }) => metadata.annotations?.['olm.sourceImage'] === bundleImage,
  )
  const job = ofKind(objects, 'Job').find((one) => JSON.stringify(one.spec).includes(`"${bundleImage}"`))
  const name = (config ?? job)?.metadata.name
  const kinds = ['ConfigMap', 'ServiceAccount', 'Role', 'RoleBinding', 'Job', 'Pod']
  return kinds.flatMap((kind) =>
    ofKind(objects, kind).filter(
      ({ metadata }) => metadata.name === name || metadata.labels?.[unpackLabel] === name,
    ),
  )
}

function isUnpack({ metadata }: KubeObject): boolean {
  return metadata.labels?.[unpackLabel] !== undefined
}

/** The cluster-scoped roles that OLM makes for an OperatorGroup. */
export function groupRoles(objects: readonly KubeObject[]): KubeObject[] {
  return objects.filter(({ kind, metadata }) => kind === 'ClusterRole' && metadata.name.startsWith('olm.og.'))
}

/** What the InstallPlan's steps make beside CRDs and the CSV, and the OperatorCondition with its role. */
export function installedParts(objects: readonly KubeObject[], csv: KubeObject): KubeObject[] {
  const kinds = [
    'OperatorCondition',
    'ServiceAccount',
    'Role',
    'RoleBinding',
    'ClusterRole',
    'ClusterRoleBinding',
    'Service',
  ]
  return kinds.flatMap((kind) =>
    ofKind(objects, kind).filter(
      ({ metadata }) =>
        metadata.name === csv.metadata.name ||
        metadata.labels?.['olm.owner'] === csv.metadata.name ||
        metadata.ownerReferences?.some(({ uid }) => uid === csv.metadata.uid),
    ),
  )
}

/** ReplicaSets and pods of the operator, for a cluster whose controllers do not make them. */
export function workloadParts(objects: readonly KubeObject[]): KubeObject[] {
  const sets = ofKind(objects, 'ReplicaSet')
  const pods = ofKind(objects, 'Pod').filter((pod) => owners(pod).includes('ReplicaSet'))
  return [...sets, ...pods]
}

function owners({ metadata }: KubeObject): string[] {
  return (metadata.ownerReferences ?? []).map(({ kind }) => kind)
}
