import type { Connection } from './connection.js'
import { isNotFound } from './api-error.js'
import { splitApiVersion, type ApiResource } from './resource.js'
import { ResourceIndex } from './resource-index.js'

/** The resource types of a server, in its order of preference. */
export interface Discovery {
  resources: ResourceIndex
  /** Every group version: `v1`, `apps/v1`. */
  groupVersions: string[]
  /** Group versions that did not answer, as a broken aggregated API leaves them: their types are missing here. */
  failed: string[]
}

const aggregated = ['v2', 'v2beta1']
  .map((version) => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`)
  .concat('application/json')
  .join(',')

/** Asks the server what it has: two requests where it aggregates, else one per group version. */
export async function discover(connection: Connection, signal?: AbortSignal): Promise<Discovery> {
  const parts = await Promise.all([
    readRoot(connection, '/api', signal),
    readRoot(connection, '/apis', signal),
  ])
  const versions = parts.flat()
  return {
    resources: new ResourceIndex(versions.flatMap(({ resources }) => resources)),
    groupVersions: versions.map(({ groupVersion }) => groupVersion),
    failed: versions.filter(({ failed }) => failed).map(({ groupVersion }) => groupVersion),
  }
}

interface VersionPart {
  groupVersion: string
  resources: ApiResource[]
  failed: boolean
}

export interface AggregatedRoot {
  kind?: string
  items?: { metadata?: { name?: string }; versions?: AggregatedVersion[] }[]
  /** Of the plain `/api`. */
  versions?: string[]
  /** Of the plain `/apis`. */
  groups?: { name: string; preferredVersion?: { version: string }; versions: { version: string }[] }[]
}

export interface AggregatedVersion {
  version: string
  freshness?: string
  resources?: {
    resource: string
    responseKind?: { kind?: string; group?: string; version?: string }
    scope?: string
    singularResource?: string
    verbs?: string[]
    shortNames?: string[]
    categories?: string[]
    subresources?: { subresource: string }[]
  }[]
}

/** The server's own document: aggregated where it can, else the plain list of versions or groups. */
export async function aggregatedDiscovery(
  connection: Connection,
  path: '/api' | '/apis',
  signal?: AbortSignal,
): Promise<AggregatedRoot> {
  return (await connection.request<AggregatedRoot>({ path, accept: aggregated, signal })).body
}

async function readRoot(
  connection: Connection,
  path: '/api' | '/apis',
  signal?: AbortSignal,
): Promise<VersionPart[]> {
  const body = await aggregatedDiscovery(connection, path, signal)
  if (body.kind === 'APIGroupDiscoveryList') return (body.items ?? []).flatMap(fromAggregated)
  const names =
    path === '/api'
      ? (body.versions ?? [])
      : (body.groups ?? []).flatMap((group) =>
          preferredFirst(group).map((version) => `${group.name}/${version}`),
        )
  return Promise.all(names.map((groupVersion) => readPlain(connection, groupVersion, signal)))
}

function fromAggregated(item: NonNullable<AggregatedRoot['items']>[number]): VersionPart[] {
  const group = item.metadata?.name ?? ''
  return (item.versions ?? []).map(({ version, freshness, resources = [] }) => ({
    groupVersion: group === '' ? version : `${group}/${version}`,
    failed: freshness === 'Stale',
    resources: resources.map((row) => ({
      group,
      version,
      kind: row.responseKind?.kind ?? '',
      plural: row.resource,
      singular: row.singularResource || (row.responseKind?.kind ?? '').toLowerCase(),
      shortNames: row.shortNames ?? [],
      categories: row.categories ?? [],
      namespaced: row.scope === 'Namespaced',
      verbs: row.verbs ?? [],
      subresources: (row.subresources ?? []).map(({ subresource }) => subresource),
    })),
  }))
}

function preferredFirst(group: NonNullable<AggregatedRoot['groups']>[number]): string[] {
  const all = group.versions.map(({ version }) => version)
  const preferred = group.preferredVersion?.version
  return preferred === undefined ? all : [preferred, ...all.filter((version) => version !== preferred)]
}

interface PlainList {
  resources?: {
    name: string
    kind: string
    namespaced: boolean
    singularName?: string
    verbs?: string[]
    shortNames?: string[]
    categories?: string[]
  }[]
}

async function readPlain(
  connection: Connection,
  groupVersion: string,
  signal?: AbortSignal,
): Promise<VersionPart> {
  const { group, version } = splitApiVersion(groupVersion)
  const path = group === '' ? `/api/${version}` : `/apis/${group}/${version}`
  try {
    const { body } = await connection.request<PlainList>({ path, signal })
    return { groupVersion, failed: false, resources: fromPlain(group, version, body) }
  } catch (error) {
    // One broken aggregated API must not hide the others; its 404 or 503 says that it is broken.
    if (isNotFound(error) || (error as { status?: number }).status === 503)
      return { groupVersion, failed: true, resources: [] }
    throw error
  }
}

function fromPlain(group: string, version: string, { resources = [] }: PlainList): ApiResource[] {
  const parents = resources.filter(({ name }) => !name.includes('/'))
  return parents.map((row) => ({
    group,
    version,
    kind: row.kind,
    plural: row.name,
    singular: row.singularName || row.kind.toLowerCase(),
    shortNames: row.shortNames ?? [],
    categories: row.categories ?? [],
    namespaced: row.namespaced,
    verbs: row.verbs ?? [],
    subresources: resources
      .filter(({ name }) => name.startsWith(`${row.name}/`))
      .map(({ name }) => name.slice(row.name.length + 1)),
  }))
}
