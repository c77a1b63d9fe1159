import {
  createObject,
  isForbidden,
  waitFor,
  wellKnown,
  type ApiResource,
  type Connection,
} from '../kube/index.js'
import type { MadeObject } from '../kube/remove-objects.js'
import { ExpectedError } from '../model/errors.js'
import type { KubeObject } from '../model/kubernetes.js'
import { runLabels } from '../lib/run-labels.js'
import type { GatherOptions } from './types.js'

/** Where a gather takes place, and everything that was made for it, in the order of its making. */
export interface Workplace {
  namespace: string
  serviceAccount: string
  made: MadeObject[]
}

export type WorkplaceOptions = Pick<GatherOptions, 'connection' | 'runId' | 'access' | 'operatorNamespace'>

const serviceAccount = 'must-gather'
const annotations = { 'oc.openshift.io/command': 'must-gather', 'openshift.io/node-selector': '' }
/** A pod is refused, or hangs at its first mount, until the namespace's controllers have made what it mounts. */
const rootCaMs = 15_000
const createMs = 20_000

/**
 * Makes the namespace, the service account and its rights. What was made is noted in `place.made` at once, so that the
 * caller can take it away when this throws: `gather.refused`, or what the connection throws.
 */
export async function openWorkplace(
  options: WorkplaceOptions,
  place: Workplace,
  signal: AbortSignal,
): Promise<void> {
  const make = async (resource: ApiResource, object: KubeObject) => {
    signal.throwIfAborted()
    // Not ended by the caller's abort: then nobody would know whether the object is there, and what its name is.
    const limit = AbortSignal.timeout(createMs)
    const created = await createObject(options.connection, resource, object, { signal: limit }).catch(refused)
    place.made.push({ resource, object: created })
    return created
  }
  const namespace = await make(wellKnown.namespaces, namespaceManifest(options))
  place.namespace = namespace.metadata.name
  place.serviceAccount = serviceAccount
  await make(wellKnown.serviceAccounts, serviceAccountManifest(options, place.namespace))
  const rights = rightsOf(options, namespace)
  await make(rights.resource, rights.object)
  await rootCaPublished(options.connection, place.namespace, signal)
}

export function emptyWorkplace(): Workplace {
  return { namespace: '', serviceAccount: '', made: [] }
}

function namespaceManifest({ runId }: WorkplaceOptions): KubeObject {
  const podSecurity = ['enforce', 'audit', 'warn'].map((mode) => [
    `pod-security.kubernetes.io/${mode}`,
    'privileged',
  ])
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: '',
      generateName: 'must-gather-',
      labels: {
        ...runLabels(runId),
        ...(Object.fromEntries(podSecurity) as Record<string, string>),
        'openshift.io/run-level': '0',
        'security.openshift.io/scc.podSecurityLabelSync': 'false',
      },
      annotations,
    },
  }
}

function serviceAccountManifest({ runId }: WorkplaceOptions, namespace: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: serviceAccount, namespace, labels: runLabels(runId) },
  }
}

/** What each access comes down to: a binding of a role of the cluster, in the whole cluster or in one namespace. */
const bindings = {
  'cluster-admin': { resource: wellKnown.clusterRoleBindings, role: 'cluster-admin' },
  'namespace-admin': { resource: wellKnown.roleBindings, role: 'admin' },
} as const

function rightsOf({ runId, access, operatorNamespace }: WorkplaceOptions, namespace: KubeObject): MadeObject {
  const { resource, role } = bindings[access as keyof typeof bindings]
  const { name, uid = '' } = namespace.metadata
  const object: KubeObject = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: resource.kind,
    metadata: {
      name: '',
      generateName: 'must-gather-',
      ...(resource.namespaced && { namespace: operatorNamespace }),
      labels: runLabels(runId),
      annotations,
      // Owned by the namespace: goes with it even where this program is killed.
      ownerReferences: [{ apiVersion: 'v1', kind: 'Namespace', name, uid }],
    },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects: [{ kind: 'ServiceAccount', name: serviceAccount, namespace: name }],
  }
  return { resource, object }
}

async function rootCaPublished(
  connection: Connection,
  namespace: string,
  signal: AbortSignal,
): Promise<void> {
  const target = { resource: wellKnown.configMaps, namespace, name: 'kube-root-ca.crt' }
  const options = { timeoutMs: rootCaMs, signal, what: 'the cluster CA in the new namespace' }
  await waitFor(connection, target, (object) => object !== undefined, options).catch((error: unknown) => {
    // Not every cluster publishes it; the kubelet says so better than a wait does.
    if (!(error instanceof ExpectedError) || error.code !== 'kube.wait-timeout') throw error
  })
}

function refused(error: unknown): never {
  if (!isForbidden(error)) throw error
  throw new ExpectedError({
    code: 'gather.refused',
    message: `the cluster refuses what a must-gather needs: ${error.message}`,
    next: 'Use a kubeconfig whose user may create namespaces, service accounts and bindings of the roles that the gather is given.',
    exitCode: 3,
    cause: error,
  })
}
