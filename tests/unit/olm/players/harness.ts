import {
  applyObject,
  findObject,
  patchObject,
  resourceOf,
  waitFor,
  type Connection,
} from '../../../../src/kube/index.js'
import type { KubeObject } from '../../../../src/model/kubernetes.js'

const olm = 'operators.coreos.com/v1alpha1'

export interface Wanted {
  namespace: string
  approval: 'Manual' | 'Automatic'
  startingCSV?: string
}

/** Does what a user does to install an operator through OLM. */
export async function subscribe(connection: Connection, wanted: Wanted): Promise<void> {
  const { namespace, approval, startingCSV } = wanted
  const object = (apiVersion: string, kind: string, name: string, spec?: object): KubeObject => ({
    apiVersion,
    kind,
    metadata: { name, ...(kind === 'Namespace' ? {} : { namespace }) },
    ...(spec ? { spec } : {}),
  })
  const objects = [
    object('v1', 'Namespace', namespace),
    object(olm, 'Subscription', 'my-subscription', {
      channel: 'alpha',
      installPlanApproval: approval,
      name: 'nfs-provisioner-operator',
      source: 'my-catalog',
      sourceNamespace: namespace,
      ...(startingCSV ? { startingCSV } : {}),
    }),
    object('operators.coreos.com/v1', 'OperatorGroup', 'my-group', { targetNamespaces: [namespace] }),
    object(olm, 'CatalogSource', 'my-catalog', { sourceType: 'grpc', image: 'example.com/index:1' }),
  ]
  for (const one of objects) await applyObject(connection, one, { fieldManager: 'test' })
}

/** Approves the InstallPlan that installs a CSV, once it is there. */
export async function approve(connection: Connection, namespace: string, name: string): Promise<void> {
  const resource = await resourceOf(connection, { apiVersion: olm, kind: 'InstallPlan' })
  await waitFor(
    connection,
    { resource, namespace, name },
    (plan) => (plan?.status as { phase?: string } | undefined)?.phase === 'RequiresApproval',
    { timeoutMs: 120_000, what: `InstallPlan ${name}` },
  )
  const body = { spec: { approved: true } }
  await patchObject(connection, resource, { namespace, name }, { type: 'merge', body })
}

/** An object's status as it is now; `undefined` where there is no such object. */
export async function statusOf(
  connection: Connection,
  type: { apiVersion: string; kind: string },
  namespace: string,
  name: string,
): Promise<Record<string, unknown> | undefined> {
  const resource = await resourceOf(connection, type)
  const found = await findObject(connection, resource, { namespace, name })
  return found && ((found.status ?? {}) as Record<string, unknown>)
}

export const subscription = { apiVersion: olm, kind: 'Subscription' }
export const csv = { apiVersion: olm, kind: 'ClusterServiceVersion' }
export const installPlan = { apiVersion: olm, kind: 'InstallPlan' }
export const deployment = { apiVersion: 'apps/v1', kind: 'Deployment' }
