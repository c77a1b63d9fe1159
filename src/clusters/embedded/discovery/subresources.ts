import type { ResourceType } from '../store/types.js'

interface Subresource {
  group: string
  version: string
  kind: string
  verbs: string[]
}

const readAndWrite = ['get', 'patch', 'update']

/** Subresources whose kind is not that of the resource itself. */
const special: Record<string, Subresource> = {
  binding: { group: '', version: 'v1', kind: 'Binding', verbs: ['create'] },
  eviction: { group: 'policy', version: 'v1', kind: 'Eviction', verbs: ['create'] },
  exec: { group: '', version: 'v1', kind: 'PodExecOptions', verbs: ['create', 'get'] },
  scale: { group: 'autoscaling', version: 'v1', kind: 'Scale', verbs: readAndWrite },
  token: { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest', verbs: ['create'] },
}
const verbs: Record<string, string[]> = { finalize: ['update'], log: ['get'], status: readAndWrite }

export function subresourceOf(type: ResourceType, name: string): Subresource {
  return (
    special[name] ?? {
      group: type.group,
      version: type.version,
      kind: type.kind,
      verbs: verbs[name] ?? ['get'],
    }
  )
}
