import type { Catalog, CatalogChannel, CatalogEntry, CatalogFinding } from '../../../model/catalog.js'
import { finding } from './finding.js'
import { judgeGraph } from './graph.js'
import { isVersionRange } from './semver.js'
import type { CatalogIndex } from './catalog-index.js'

/** Each channel: its name, its entries, their bundles, and the graph that they make. */
export function judgeChannels({ channels }: Catalog, index: CatalogIndex): CatalogFinding[] {
  const seen = new Set<string>()
  return channels.flatMap((channel) => {
    const { path, line, name } = channel
    const at = { path, line, subject: name || 'a channel without a name' }
    if (name === '')
      return [finding('channel-without-name', { ...at, message: 'the channel has no name', got: 'none' })]
    if (seen.has(name))
      return [
        finding('duplicate-channel', {
          ...at,
          message: `channel ${name} is defined a second time`,
          got: name,
        }),
      ]
    seen.add(name)
    return judgeChannel(channel, index)
  })
}

function judgeChannel(channel: CatalogChannel, index: CatalogIndex): CatalogFinding[] {
  const { path, line, name, entries } = channel
  if (entries.length === 0)
    return [
      finding('channel-empty', {
        path,
        line,
        message: `channel ${name} has no entries`,
        got: 'none',
        subject: name,
      }),
    ]
  const repeated = duplicates(channel)
  return [
    ...repeated,
    ...entries.flatMap((entry) => judgeEntry(channel, entry, index)),
    // Of two entries of one name nobody knows which is meant.
    ...(repeated.length > 0 ? [] : judgeGraph(channel, index)),
  ]
}

function duplicates({ path, name, entries }: CatalogChannel): CatalogFinding[] {
  const seen = new Set<string>()
  return entries.flatMap((entry) => {
    const isSecond = seen.has(entry.name)
    seen.add(entry.name)
    return isSecond
      ? [
          finding('duplicate-entry', {
            ...{ path, line: entry.line, got: entry.name, subject: `${name}/${entry.name}` },
            message: `channel ${name} has two entries ${entry.name}`,
          }),
        ]
      : []
  })
}

function judgeEntry(
  channel: CatalogChannel,
  entry: CatalogEntry,
  { bundles }: CatalogIndex,
): CatalogFinding[] {
  const at = { path: channel.path, line: entry.line, subject: `${channel.name}/${entry.name}` }
  const found: CatalogFinding[] = []
  if (!bundles.has(entry.name))
    found.push(
      finding('entry-without-bundle', {
        ...at,
        message: `channel ${channel.name} has the entry ${entry.name || 'without a name'}, and there is no olm.bundle blob of that name`,
        got: 'no blob',
      }),
    )
  if (entry.skips.includes(''))
    found.push(
      finding('skip-empty', { ...at, message: `${entry.name} skips an empty name`, got: 'an empty text' }),
    )
  if (entry.skipRange !== '' && !isVersionRange(entry.skipRange))
    found.push(
      finding('skip-range-invalid', {
        ...at,
        message: `the skipRange of ${entry.name} is no range of versions`,
        got: entry.skipRange,
      }),
    )
  return found
}
