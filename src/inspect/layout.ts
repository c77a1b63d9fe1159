import { join } from 'node:path'
import type { ApiResource } from '../kube/resource.js'

const groupFolder = ({ group }: Pick<ApiResource, 'group'>) => (group === '' ? 'core' : group)

/** A name as one part of a path. The API allows no slash in names; a server that is not what it says may send one. */
function part(name: string): string {
  return name === '.' || name === '..'
    ? encodeURIComponent(name).replaceAll('.', '%2E')
    : name.replaceAll('/', '%2F').replaceAll('\0', '%00')
}

/** Where one object goes, relative to the destination: as `oc adm inspect` lays it out. */
export function objectPath(resource: ApiResource, namespace: string | undefined, name: string): string {
  const file = `${part(name)}.yaml`
  return namespace === undefined
    ? join('cluster-scoped-resources', groupFolder(resource), resource.plural, file)
    : join('namespaces', part(namespace), groupFolder(resource), resource.plural, file)
}

/** Where the list of a type in a namespace goes, or of a cluster-scoped type. */
export function listPath(resource: ApiResource, namespace: string | undefined): string {
  const file = `${resource.plural}.yaml`
  return namespace === undefined
    ? join('cluster-scoped-resources', groupFolder(resource), file)
    : join('namespaces', part(namespace), groupFolder(resource), file)
}

export function namespacePath(namespace: string): string {
  return join('namespaces', part(namespace), `${part(namespace)}.yaml`)
}

export function podPath(namespace: string, pod: string): string {
  return join('namespaces', part(namespace), 'pods', part(pod), `${part(pod)}.yaml`)
}

/** The events of a pod that is asked for by itself; oc has no place for them. */
export function podEventsPath(namespace: string, pod: string): string {
  return join('namespaces', part(namespace), 'pods', part(pod), 'events.yaml')
}

/** The container's folder is doubled, as oc has it and readers of its dumps expect. */
export function logPath(namespace: string, pod: string, container: string, file: string): string {
  return join(
    'namespaces',
    part(namespace),
    'pods',
    part(pod),
    part(container),
    part(container),
    'logs',
    file,
  )
}
