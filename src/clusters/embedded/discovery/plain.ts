import type { ResourceType } from '../store/types.js'
import { subresourceOf } from './subresources.js'

/** Discovery in many small documents, for clients that do not know the aggregated one. */

export const legacyVersions = {
  kind: 'APIVersions',
  versions: ['v1'],
  serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: '127.0.0.1' }],
}

export function groupList(types: readonly ResourceType[]): object {
  const names = [...new Set(types.map(({ group }) => group))].filter(Boolean)
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: names.map((name) => group(types, name)) }
}

export function groupOf(types: readonly ResourceType[], name: string): object | undefined {
  if (!types.some((type) => type.group === name)) return undefined
  return { kind: 'APIGroup', apiVersion: 'v1', ...group(types, name) }
}

function group(types: readonly ResourceType[], name: string): object {
  const versions = [
    ...new Set(types.filter((type) => type.group === name).map(({ version }) => version)),
  ].map((version) => ({ groupVersion: `${name}/${version}`, version }))
  return { name, versions, preferredVersion: versions[0] }
}

export function resourceList(
  types: readonly ResourceType[],
  groupName: string,
  version: string,
): object | undefined {
  const members = types.filter((type) => type.group === groupName && type.version === version)
  if (members.length === 0) return undefined
  return {
    kind: 'APIResourceList',
    ...(groupName === '' ? {} : { apiVersion: 'v1' }),
    groupVersion: groupName === '' ? version : `${groupName}/${version}`,
    resources: members.flatMap((type) => [
      resource(type),
      ...type.subresources.map((name) => subresource(type, name)),
    ]),
  }
}

function resource(type: ResourceType): object {
  return {
    name: type.plural,
    singularName: type.singular,
    namespaced: type.namespaced,
    kind: type.kind,
    verbs: type.verbs,
    ...(type.shortNames.length > 0 ? { shortNames: type.shortNames } : {}),
    ...(type.categories.length > 0 ? { categories: type.categories } : {}),
  }
}

function subresource(type: ResourceType, name: string): object {
  const { group: groupName, version, kind, verbs } = subresourceOf(type, name)
  const elsewhere = groupName !== type.group || version !== type.version
  return {
    name: `${type.plural}/${name}`,
    singularName: '',
    namespaced: type.namespaced,
    ...(elsewhere ? { group: groupName, version } : {}),
    kind,
    verbs,
  }
}
