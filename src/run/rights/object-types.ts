import type { ResourceIndex } from '../../kube/index.js'
import type { KubeObject } from '../../model/kubernetes.js'

/** What a right says of a type. */
export interface ObjectType {
  group: string
  plural: string
  namespaced: boolean
}

/** Finds the type of a kind; of one that the manifests bring, too. `undefined` where nobody knows it yet. */
export type FindType = (kind: string, apiVersion?: string) => ObjectType | undefined

interface CrdSpec {
  group?: string
  scope?: string
  names?: { kind?: string; plural?: string }
}

export function typeFinder(resources: ResourceIndex, manifests: readonly KubeObject[]): FindType {
  const brought = manifests.flatMap(crdType)
  return (kind, apiVersion) => {
    const served =
      apiVersion === undefined
        ? resources.preferred.find((one) => one.kind === kind)
        : resources.ofKind(apiVersion, kind)
    return (
      served ??
      brought.find((one) => one.kind === kind && (!apiVersion || apiVersion.startsWith(`${one.group}/`)))
    )
  }
}

/** The types of the CRDs among the manifests. */
export function crdType({ kind, spec }: KubeObject): (ObjectType & { kind: string })[] {
  if (kind !== 'CustomResourceDefinition') return []
  const { group, scope, names } = (spec ?? {}) as CrdSpec
  if (!group || !names?.kind || !names.plural) return []
  return [{ group, plural: names.plural, namespaced: scope !== 'Cluster', kind: names.kind }]
}
