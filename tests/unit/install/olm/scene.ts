import { installOlm, type InstalledByOlm } from '../../../../src/install/index.js'
import { snapshotObjects } from '../../../../src/gather/index.js'
import {
  createObject,
  deleteObject,
  findObject,
  patchObject,
  resourceOf,
  type Connection,
} from '../../../../src/kube/index.js'
import type { LeftObject } from '../../../../src/kube/remove-objects.js'
import type { KubeObject, ObjectRef } from '../../../../src/model/kubernetes.js'
import { silentLogger } from '../../../../src/model/logger.js'
import { recorded, theOne } from '../../../support/olm/recordings.js'

export const packageName = 'nfs-provisioner-operator'
export const namespace = 'acme-operator'
export const signal = new AbortController().signal
export const v1alpha1 = 'operators.coreos.com/v1alpha1'
export const crdName = 'nfsprovisioners.cache.jhouse.com'

export interface Asked {
  runId?: string
  adopt?: boolean
  pullSecret?: { dockerConfigJson: string }
  version?: string
  patienceMs?: number
}

/** Installs the package of the recordings, as a run does. */
export function install(
  connection: Connection,
  { runId = 'r1', adopt, pullSecret, version = '0.0.9', patienceMs = 4000 }: Asked = {},
): Promise<InstalledByOlm> {
  const olm = { package: packageName, channel: 'alpha', approval: 'Automatic' as const, timeoutMs: 60_000 }
  const csv = theOne(recorded('upgraded'), 'ClusterServiceVersion')
  return installOlm({
    ...{ connection, runId, adopt, olm, signal, pullSecret },
    isv: { install: { method: 'olm', namespace, manifests: [], olm } },
    csv: { ...csv, metadata: { name: `${packageName}.v${version}` } },
    patienceMs,
    index: { image: 'quay.io/acme/index:1' },
    logger: silentLogger,
    say: () => {},
  })
}

/** All that lasts on the cluster, by kind, namespace and name. */
export async function everything(connection: Connection): Promise<string[]> {
  const { objects } = await snapshotObjects(connection, signal)
  return [...objects.values()].map(({ ref }) => nameOf(ref)).sort()
}

export const nameOf = ({ kind, namespace: place, name }: ObjectRef) =>
  [kind, place, name].filter(Boolean).join(' ')
export const leftNames = (left: readonly LeftObject[]) => left.map(({ object }) => nameOf(object)).sort()

/** An object, as somebody else makes it. */
export async function put(connection: Connection, object: KubeObject): Promise<KubeObject> {
  return createObject(connection, await resourceOf(connection, object), object)
}

/** Lets go of an object that a finalizer holds, and deletes it. */
export async function letGo(
  connection: Connection,
  object: Pick<KubeObject, 'apiVersion' | 'kind' | 'metadata'>,
): Promise<void> {
  const resource = await resourceOf(connection, object)
  if (!(await findObject(connection, resource, object.metadata))) return
  await deleteObject(connection, resource, object.metadata)
  await patchObject(connection, resource, object.metadata, {
    type: 'merge',
    body: { metadata: { finalizers: null } },
  })
}

export const customObject = (name: string, finalizers: string[] = []): KubeObject => ({
  apiVersion: 'cache.jhouse.com/v1alpha1',
  kind: 'NFSProvisioner',
  metadata: { name, namespace, finalizers },
})
