import { wellKnown, type ApiResource } from '../kube/index.js'
import { runLabels } from '../lib/run-labels.js'
import { ExpectedError } from '../model/errors.js'
import type { KubeObject, ObjectMeta } from '../model/kubernetes.js'
import { annotations } from './namespace-manifest.js'
import type { GatherAccess, GatherOptions } from './types.js'

const group = 'rbac.authorization.k8s.io'
const apiVersion = `${group}/v1`

/** A type of role with the type that binds it. */
const kinds = {
  ClusterRole: { resource: wellKnown.clusterRoles, binding: wellKnown.clusterRoleBindings },
  Role: { resource: wellKnown.roles, binding: wellKnown.roleBindings },
} as const

export interface Grantee {
  namespace: string
  serviceAccount: string
  /** The namespace that owns what is made, where it is our own: it goes with it even where this program is killed. */
  owner?: ObjectMeta | undefined
}

export type Make = (resource: ApiResource, object: KubeObject) => Promise<KubeObject>

/** Gives the service account what the access says, with `make`. Throws `gather.no-role` (exit code 2) for manifests that are no roles. */
export async function grant(
  { runId, access, operatorNamespace }: Pick<GatherOptions, 'runId' | 'access' | 'operatorNamespace'>,
  to: Grantee,
  make: Make,
): Promise<void> {
  const meta = (namespace?: string): ObjectMeta => ({
    name: '',
    generateName: 'must-gather-',
    ...(namespace !== undefined && { namespace }),
    labels: runLabels(runId),
    annotations,
    ...(to.owner && { ownerReferences: [ownerReference(to.owner)] }),
  })
  const bind = (binding: ApiResource, role: { kind: string; name: string }, namespace?: string) =>
    make(binding, {
      apiVersion,
      kind: binding.kind,
      metadata: meta(namespace),
      roleRef: { apiGroup: group, ...role },
      subjects: [{ kind: 'ServiceAccount', name: to.serviceAccount, namespace: to.namespace }],
    })
  if (typeof access === 'string') return bindStandard(access, operatorNamespace, bind)
  for (const manifest of access.manifests) {
    const { resource, binding } = kindOf(manifest)
    const namespace = resource.namespaced ? (manifest.metadata.namespace ?? operatorNamespace) : undefined
    const { rules } = manifest as { rules?: unknown }
    const role = { apiVersion, kind: resource.kind, metadata: meta(namespace), rules: rules ?? [] }
    const { metadata } = await make(resource, role)
    await bind(binding, { kind: resource.kind, name: metadata.name }, namespace)
  }
}

type Bind = (
  binding: ApiResource,
  role: { kind: string; name: string },
  namespace?: string,
) => Promise<KubeObject>

/** The roles that every cluster has; `view` holds pods/log, and no Secrets. */
async function bindStandard(
  access: Exclude<GatherAccess, object>,
  namespace: string,
  bind: Bind,
): Promise<void> {
  const role = (name: string) => ({ kind: 'ClusterRole', name })
  const acts: Record<typeof access, () => Promise<unknown>> = {
    'cluster-admin': () => bind(wellKnown.clusterRoleBindings, role('cluster-admin')),
    'namespace-admin': () => bind(wellKnown.roleBindings, role('admin'), namespace),
    view: () => bind(wellKnown.clusterRoleBindings, role('view')),
    none: () => Promise.resolve(),
  }
  await acts[access]()
}

function kindOf(manifest: KubeObject) {
  const found = manifest.apiVersion === apiVersion ? kinds[manifest.kind as keyof typeof kinds] : undefined
  if (found) return found
  throw new ExpectedError({
    code: 'gather.no-role',
    message: `${manifest.kind} ${manifest.metadata.name} (${manifest.apiVersion}) gives no rights to a gather`,
    next: `Name Roles and ClusterRoles of ${apiVersion} only; they are bound to the gather's service account.`,
    exitCode: 2,
  })
}

function ownerReference({ name, uid = '' }: ObjectMeta) {
  return { apiVersion: 'v1', kind: 'Namespace', name, uid }
}
