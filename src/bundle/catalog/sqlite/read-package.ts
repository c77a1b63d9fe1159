import { groupBy } from '../../../lib/group-by.js'
import type { Catalog, CatalogBundle, CatalogChannel, CatalogEntry } from '../../../model/catalog.js'
import type { IndexDatabase, Row } from './open-database.js'

const mostNames = 1000

/** The package as `opm render` would write it; tables as the migrations of opm left them, older ones included. */
export function readPackage(database: IndexDatabase, path: string, name: string): Partial<Catalog> {
  if (!database.has('package') || !database.has('operatorbundle'))
    return {
      problems: [
        { rule: 'unreadable', path, message: 'the database is none of an index', got: 'other tables' },
      ],
    }
  const packages = database.rows('package', ['name', 'default_channel'])
  const entries = database.rows(
    'channel_entry',
    ['entry_id', 'channel_name', 'operatorbundle_name', 'replaces'],
    { package_name: name },
  )
  const channels = database.rows('channel', ['name'], { package_name: name })
  const bundles = bundlesOf(database, [
    ...new Set(entries.map((entry) => entry['operatorbundle_name'] ?? '')),
  ])
  return {
    blobs: packages.length + channels.length + bundles.size,
    packageNames: [...new Set(packages.map((row) => row['name'] ?? ''))].sort().slice(0, mostNames),
    packages: packages
      .filter((row) => row['name'] === name)
      .map((row) => ({ path, name, defaultChannel: row['default_channel'] ?? '' })),
    channels: channelsOf(path, channels, entries, bundles),
    bundles: [...bundles.values()].map((row) => bundleOf(database, path, name, row)),
  }
}

function bundlesOf(database: IndexDatabase, names: string[]): Map<string, Row> {
  const columns = ['name', 'bundlepath', 'version', 'skiprange', 'replaces', 'skips']
  return new Map(
    names.flatMap((name) => {
      const [row] = database.rows('operatorbundle', columns, { name })
      return row ? [[name, row] as const] : []
    }),
  )
}

function channelsOf(
  path: string,
  channels: readonly Row[],
  entries: readonly Row[],
  bundles: ReadonlyMap<string, Row>,
): CatalogChannel[] {
  const nameOfEntry = new Map(entries.map((row) => [row['entry_id'] ?? '', row['operatorbundle_name'] ?? '']))
  const byChannel = groupBy(entries, (row) => row['channel_name'] ?? '')
  return channels.map((row) => {
    const name = row['name'] ?? ''
    const byBundle = groupBy(byChannel.get(name) ?? [], (entry) => entry['operatorbundle_name'] ?? '')
    return {
      ...{ path, name },
      entries: [...byBundle].map(([bundle, rows]) => entryOf(bundle, rows, nameOfEntry, bundles.get(bundle))),
    }
  })
}

/** A bundle has a row for each edge that leads to it: one is what it replaces, the others are what it skips. */
function entryOf(
  name: string,
  rows: readonly Row[],
  nameOfEntry: ReadonlyMap<string, string>,
  bundle: Row | undefined,
): CatalogEntry {
  const edges = rows.map((row) => nameOfEntry.get(row['replaces'] ?? '') ?? '').filter((edge) => edge !== '')
  const stated = bundle?.['replaces'] ?? ''
  const replaces = edges.length === 0 || edges.includes(stated) ? stated : (edges[0] ?? '')
  const skipped = (bundle?.['skips'] ?? '').split(',').filter((skip) => skip !== '')
  return {
    ...{ name, replaces },
    skips: [...new Set([...edges.filter((edge) => edge !== replaces), ...skipped])],
    skipRange: bundle?.['skiprange'] ?? '',
  }
}

function bundleOf(database: IndexDatabase, path: string, packageName: string, row: Row): CatalogBundle {
  const name = row['name'] ?? ''
  const stated = database
    .rows('properties', ['type', 'value'], { operatorbundle_name: name })
    .filter(({ type }) => type === 'olm.package')
    .flatMap(({ value }) => packageProperty(value ?? ''))
  const image = row['bundlepath'] ?? ''
  return {
    ...{ path, name, image },
    embedded: image === '',
    // opm makes the property from the columns where there is none.
    packages:
      stated.length > 0 ? stated.slice(0, 1) : [{ packageName, version: row['version'] ?? '', release: '' }],
  }
}

function packageProperty(text: string): CatalogBundle['packages'] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return []
  }
  if (typeof value !== 'object' || value === null) return []
  const { packageName, version } = value as Record<string, unknown>
  return typeof packageName === 'string' && typeof version === 'string'
    ? [{ packageName, version, release: '' }]
    : []
}
