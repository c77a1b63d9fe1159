/**
 * The upgrade graph of a channel as OLM resolves it: exactly one entry that no other replaces or skips, the head; and a
 * chain of replaces from there that reaches every entry that is not skipped. The last of the chain may replace what is not
 * there, as in every catalog whose old bundles were pruned.
 */
import compare from 'semver/functions/compare.js'
import type { CatalogChannel, CatalogEntry, CatalogFinding } from '../../../model/catalog.js'
import type { CatalogIndex } from './catalog-index.js'
import { finding, names } from './finding.js'
import { isSemver } from './semver.js'

export function judgeGraph(channel: CatalogChannel, index: CatalogIndex): CatalogFinding[] {
  const heads = headsOf(channel)
  const [head, ...others] = heads
  if (!head) return [withoutHead(channel)]
  if (others.length > 0) return [severalHeads(channel, heads, index)]
  const chain = chainFrom(head, channel)
  if (chain.cycle) return [circle(channel, chain.cycle)]
  const stranded = strandedFrom(chain.entries, channel)
  return stranded.length === 0 ? [] : [unreachable(channel, chain.entries, stranded, index)]
}

/** Entries that no entry replaces or skips. */
export function headsOf({ entries }: CatalogChannel): CatalogEntry[] {
  const left = new Set(entries.flatMap(({ replaces, skips }) => [replaces, ...skips]))
  return entries.filter(({ name }) => !left.has(name))
}

const skippedIn = ({ entries }: CatalogChannel) => new Set(entries.flatMap(({ skips }) => skips))

/** Down the replaces, to the first that is skipped, not there, or was passed already: a cycle. */
function chainFrom(
  start: CatalogEntry,
  channel: CatalogChannel,
): { entries: CatalogEntry[]; cycle?: CatalogEntry[] } {
  const byName = new Map(channel.entries.map((entry) => [entry.name, entry]))
  const skipped = skippedIn(channel)
  const entries: CatalogEntry[] = []
  for (let entry: CatalogEntry | undefined = start; entry; entry = byName.get(entry.replaces)) {
    const before = entries.indexOf(entry)
    if (before !== -1) return { entries, cycle: entries.slice(before) }
    entries.push(entry)
    if (skipped.has(entry.replaces)) break
  }
  return { entries }
}

function strandedFrom(chain: readonly CatalogEntry[], channel: CatalogChannel): CatalogEntry[] {
  const skipped = skippedIn(channel)
  return channel.entries.filter((entry) => !chain.includes(entry) && !skipped.has(entry.name))
}

const at = ({ path, name }: CatalogChannel, entry: CatalogEntry) => ({
  path,
  line: entry.line,
  subject: `${name}/${entry.name}`,
})

function withoutHead(channel: CatalogChannel): CatalogFinding {
  for (const entry of channel.entries) {
    const { cycle } = chainFrom(entry, { ...channel, entries: withoutSkips(channel.entries) })
    if (cycle) return circle(channel, cycle)
  }
  const { path, line, name, entries } = channel
  return finding('no-head', {
    ...{ path, line, subject: name },
    message: `channel ${name} has no head: every entry is replaced or skipped by another`,
    got: names(entries.map((entry) => entry.name)),
  })
}

const withoutSkips = (entries: readonly CatalogEntry[]) => entries.map((entry) => ({ ...entry, skips: [] }))

function circle(channel: CatalogChannel, cycle: readonly CatalogEntry[]): CatalogFinding {
  const [first] = cycle
  const way = [...cycle.map(({ name }) => name), first?.name ?? '']
  return finding('cycle', {
    ...(first ? at(channel, first) : { path: channel.path, subject: channel.name }),
    message: `the replaces of channel ${channel.name} run in a circle: ${way.slice(0, 8).join(' -> ')}`,
    got: `${cycle.length === 1 ? '1 entry replaces itself' : `a circle of ${cycle.length} entries`}`,
  })
}

function severalHeads(
  channel: CatalogChannel,
  heads: readonly CatalogEntry[],
  index: CatalogIndex,
): CatalogFinding {
  const gap = gapAbove(heads, channel, index)
  if (gap) return dangling(channel, gap, heads)
  const [newest] = newestFirst(heads, index)
  return finding('several-heads', {
    ...(newest ? at(channel, newest) : { path: channel.path, subject: channel.name }),
    subject: channel.name,
    message: `channel ${channel.name} has ${heads.length} heads, which no entry replaces or skips`,
    got: names(heads.map(({ name }) => name)),
  })
}

function unreachable(
  channel: CatalogChannel,
  chain: readonly CatalogEntry[],
  stranded: readonly CatalogEntry[],
  index: CatalogIndex,
): CatalogFinding {
  const gap = gapAbove(stranded, { ...channel, entries: [...chain] }, index, channel)
  if (gap) return dangling(channel, gap, stranded)
  const [newest] = newestFirst(stranded, index)
  return finding('unreachable-bundle', {
    ...(newest ? at(channel, newest) : { path: channel.path, subject: channel.name }),
    message: `${stranded.length === 1 ? 'an entry' : `${stranded.length} entries`} of channel ${channel.name} cannot be reached from its head by replaces, and nothing skips ${stranded.length === 1 ? 'it' : 'them'}`,
    got: names(stranded.map(({ name }) => name)),
  })
}

/** An entry that replaces what the channel does not have, though older entries are lost for it: most likely a wrong name. */
function gapAbove(
  lost: readonly CatalogEntry[],
  { entries }: CatalogChannel,
  { versionOf }: CatalogIndex,
  whole = { entries },
): CatalogEntry | undefined {
  const known = new Set(whole.entries.map(({ name }) => name))
  const isNewer = (entry: CatalogEntry) => {
    const version = versionOf(entry.name) ?? ''
    return lost.some((other) => {
      const older = versionOf(other.name) ?? ''
      return other !== entry && isSemver(version) && isSemver(older) && compare(version, older) > 0
    })
  }
  return entries.find((entry) => entry.replaces !== '' && !known.has(entry.replaces) && isNewer(entry))
}

function dangling(
  channel: CatalogChannel,
  entry: CatalogEntry,
  lost: readonly CatalogEntry[],
): CatalogFinding {
  const others = lost.filter(({ name }) => name !== entry.name).map(({ name }) => name)
  return finding('dangling-replaces', {
    ...at(channel, entry),
    message: `${entry.name} replaces ${entry.replaces}, which channel ${channel.name} does not have, so nothing leads to ${names(others)}`,
    got: entry.replaces,
  })
}

function newestFirst(entries: readonly CatalogEntry[], { versionOf }: CatalogIndex): CatalogEntry[] {
  const version = ({ name }: CatalogEntry) => versionOf(name) ?? ''
  return [...entries].sort((a, b) =>
    isSemver(version(a)) && isSemver(version(b)) ? compare(version(b), version(a)) : 0,
  )
}
