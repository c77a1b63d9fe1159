import { bundleObjects, catalogRules, isFaultOfImage, judgeCatalog } from '../bundle/index.js'
import type { LayoutKind } from '../capture/index.js'
import { counted } from '../lib/counted.js'
import type { CatalogExpectation, CatalogFact, CatalogFinding, CatalogVerdict } from '../model/catalog.js'
import { Catalog, CatalogRecord } from '../model/catalog.js'
import type { ResolvedIsv } from '../model/isv-config.js'
import type { AnalystOptions } from './analyst.js'
import { createAnalyst } from './analyst.js'
import { bundleFilesIn, bundleRecordIn } from './bundle-in.js'
import { jsonIn } from './json-in.js'
import { validator } from './validator.js'

const recordFile = 'index/index.json'
const catalogFile = 'index/catalog.json'
const isCatalogRecord = validator(CatalogRecord)
const isCatalog = validator(Catalog)

export interface CatalogQuestion extends Pick<AnalystOptions, 'salt'> {
  config: ResolvedIsv | undefined
  layout: LayoutKind
}

/** What the capture holds of the index image, held to what OLM needs and to the configuration. */
export function catalogFact(besides: ReadonlyMap<string, string>, question: CatalogQuestion): CatalogFact {
  const { config, layout } = question
  const index = jsonIn<CatalogRecord>(besides, recordFile, isCatalogRecord)
  if (index === undefined) return withoutRecord(config, layout)
  if ('unreadable' in index) return { state: 'unread', reason: index.unreadable }
  const other = whyOther(index, config)
  if (other !== undefined) return { state: 'unread', reason: other }
  if (index.problem) return unreadable(index, index.problem)
  const catalog = jsonIn<Catalog>(besides, catalogFile, isCatalog)
  if (catalog === undefined) return { state: 'unread', reason: 'the run ended before the index was read' }
  if ('unreadable' in catalog) return { state: 'unread', reason: catalog.unreadable }
  const verdict = judgeCatalog(catalog, {
    package: index.package,
    channel: config?.install.olm?.channel,
    startingCSV: config?.install.olm?.startingCSV,
    bundleImage: config?.images.bundle?.ref,
    ...identityOfBundle(besides),
  })
  return {
    ...{ state: 'read', record: index, looked: looked(catalog, verdict) },
    verdict: shown(catalog, verdict, question),
  }
}

function withoutRecord(config: ResolvedIsv | undefined, layout: LayoutKind): CatalogFact {
  if (config && !config.images.index) return { state: 'none', reason: 'isv.yaml names no index image' }
  if (layout !== 'capture')
    return { state: 'unread', reason: 'an index is read in a run of the harness, and this is none' }
  return config
    ? { state: 'unread', reason: 'the run ended before the index was read' }
    : { state: 'none', reason: 'the capture holds no index, and no configuration names one' }
}

/** By what the bundle image, which was read too, is in the index. */
function identityOfBundle(
  besides: ReadonlyMap<string, string>,
): Pick<CatalogExpectation, 'bundleName' | 'bundleVersion' | 'bundleDigest'> {
  const files = bundleFilesIn(besides)
  const csvs = bundleObjects({ origin: '', labels: {}, labelsFrom: 'none', files }).filter(
    ({ object }) => object.kind === 'ClusterServiceVersion',
  )
  const [csv] = csvs
  const record = bundleRecordIn(besides)
  const digest = record && 'digest' in record ? record.digest : undefined
  const ofImage = digest === undefined ? {} : { bundleDigest: digest }
  // Of two nobody knows which is meant; that there are two is told of the bundle.
  if (!csv || csvs.length > 1) return ofImage
  const { version } = (csv.object['spec'] ?? {}) as { version?: unknown }
  return {
    ...ofImage,
    bundleName: csv.object.metadata.name,
    ...(typeof version === 'string' ? { bundleVersion: version } : {}),
  }
}

/** A capture may be held to a configuration that has changed since. */
function whyOther(index: CatalogRecord, config: ResolvedIsv | undefined): string | undefined {
  const again = 'run it again'
  const { ref } = config?.images.index ?? {}
  if (config && ref !== index.ref)
    return `the run read the index ${index.ref}, isv.yaml names ${ref ?? 'none'}: ${again}`
  const wanted = config?.install.olm?.package
  if (wanted !== undefined && wanted !== index.package)
    return `the run looked for package ${index.package}, isv.yaml names ${wanted}: ${again}`
  return undefined
}

function unreadable(
  record: CatalogRecord,
  { code, message }: { code: string; message: string },
): CatalogFact {
  if (!isFaultOfImage(code)) return { state: 'unread', reason: `the index could not be read: ${message}` }
  const finding = {
    ...({ check: 'MG-OLM-002', rule: 'no-such-image', path: '', message, subject: record.ref } as const),
    ...catalogRules['no-such-image'],
    got: code === 'image.not-found' ? 'no such image' : 'a damaged image',
  }
  return { state: 'read', record, looked: record.ref, verdict: { findings: [finding], notEvaluated: [] } }
}

const looked = ({ package: name, channels, bundles }: Catalog, { head }: CatalogVerdict) =>
  `package ${name}: ${counted(channels.length, 'channel')}, ${counted(bundles.length, 'bundle')}` +
  (head === undefined ? '' : `, head ${head}`)

/** Paths as they are in the image, and quotes without what may be a secret. */
function shown({ kind, root }: Catalog, verdict: CatalogVerdict, { salt }: CatalogQuestion): CatalogVerdict {
  if (verdict.findings.length === 0) return verdict
  const { quote } = createAnalyst({ salt })
  const isBelow = kind === 'file-based' && root !== ''
  const show = (finding: CatalogFinding): CatalogFinding => ({
    ...finding,
    path: isBelow && finding.path !== '' ? `${root}/${finding.path}` : finding.path,
    message: quote(finding.message, 400),
    got: quote(finding.got),
  })
  return { ...verdict, findings: verdict.findings.map(show) }
}
