import type { ResourceType } from '../store/types.js'
import { subresourceOf } from './subresources.js'

/** Discovery in one document: `APIGroupDiscoveryList` for the core group or for all the others. */
export function aggregatedGroups(types: readonly ResourceType[], core: boolean): object {
  const groups = new Map<string, ResourceType[]>()
  for (const type of types) {
    if ((type.group === '') !== core) continue
    groups.set(type.group, [...(groups.get(type.group) ?? []), type])
  }
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: [...groups].map(([name, members]) => ({
      metadata: name === '' ? {} : { name },
      versions: versionsOf(members),
    })),
  }
}

function versionsOf(types: readonly ResourceType[]): object[] {
  return [...new Set(types.map(({ version }) => version))].map((version) => ({
    version,
    resources: types.filter((type) => type.version === version).map(resource),
    freshness: 'Current',
  }))
}

function resource(type: ResourceType): object {
  const subresources = type.subresources.map((name) => {
    const { group, version, kind, verbs } = subresourceOf(type, name)
    return { subresource: name, responseKind: { group, version, kind }, verbs }
  })
  return {
    resource: type.plural,
    responseKind: { group: type.group, version: type.version, kind: type.kind },
    scope: type.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: type.singular,
    verbs: type.verbs,
    ...(type.shortNames.length > 0 ? { shortNames: type.shortNames } : {}),
    ...(type.categories.length > 0 ? { categories: type.categories } : {}),
    ...(subresources.length > 0 ? { subresources } : {}),
  }
}
