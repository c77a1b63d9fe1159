import { builtinRoles } from '../rbac/builtin-roles.js'
import { isAlreadyExists } from '../store/api-error.js'
import type { Store } from '../store/types.js'

const namespaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system']
const priorities: readonly (readonly [string, number])[] = [
  ['system-cluster-critical', 2_000_000_000],
  ['system-node-critical', 2_000_001_000],
]

/** Puts what every cluster has from its start into the store: namespaces, roles, priority classes. */
export function bootstrap(store: Store): void {
  for (const name of namespaces)
    ensure(() => store.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }))
  for (const role of builtinRoles()) {
    const typeName = `${role.kind === 'ClusterRole' ? 'clusterroles' : 'clusterrolebindings'}.rbac.authorization.k8s.io`
    ensure(() => store.create(typeName, role))
  }
  for (const [name, value] of priorities) {
    const object = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value }
    ensure(() => store.create('priorityclasses.scheduling.k8s.io', object))
  }
}

function ensure(create: () => void): void {
  try {
    create()
  } catch (error) {
    if (!isAlreadyExists(error)) throw error
  }
}
