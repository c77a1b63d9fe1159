import type { BrokenFile, PlacedDocument } from './documents.js'
import { readDocuments } from './documents.js'
import type { Bundle, BundleExpectations } from './types.js'
import type { Json, Way } from './values.js'
import { isRecord, record, records, text, valueAt } from './values.js'

/** A document that is a Kubernetes object. */
export interface Manifest extends PlacedDocument {
  value: Json
  kind: string
  name: string
  /** Which document of its file it is, from 0. */
  index: number
}

/** A bundle with its files parsed and sorted into what the rules ask for. */
export interface BundleView {
  bundle: Bundle
  expected: BundleExpectations
  /** Files that are no YAML or JSON. */
  broken: BrokenFile[]
  /** Documents of manifests/ that are no objects. */
  strays: PlacedDocument[]
  /** Every object of manifests/. */
  manifests: Manifest[]
  /** metadata/annotations.yaml, where it can be read. */
  annotations: PlacedDocument | undefined
  dependencies: PlacedDocument | undefined
  csvs: Manifest[]
  /** The only one, or the first. */
  csv: Manifest | undefined
  crds: Manifest[]
  /** Whether all of manifests/ could be read, so that what is not there is missing. */
  complete: boolean
}

export const annotationsFile = 'metadata/annotations.yaml'

export function viewOf(bundle: Bundle, expected: BundleExpectations): BundleView {
  const broken: BrokenFile[] = []
  const strays: PlacedDocument[] = []
  const manifests: Manifest[] = []
  const metadata = new Map<string, PlacedDocument>()
  for (const { path, text: content } of bundle.files) {
    if (!isJudged(path)) continue
    const documents = readDocuments(path, content)
    if (!Array.isArray(documents)) {
      broken.push(documents)
      continue
    }
    const [first] = documents
    if (!path.startsWith('manifests/')) {
      if (first) metadata.set(path, first)
      continue
    }
    documents.forEach((document, index) => {
      const manifest = asManifest(document, index)
      if (manifest) manifests.push(manifest)
      else strays.push(document)
    })
  }
  const csvs = manifests.filter(({ kind }) => kind === 'ClusterServiceVersion')
  return {
    ...{ bundle, expected, broken, strays, manifests, csvs },
    annotations: metadata.get(annotationsFile),
    dependencies: metadata.get('metadata/dependencies.yaml'),
    csv: csvs[0],
    crds: manifests.filter(({ kind }) => kind === 'CustomResourceDefinition'),
    complete: strays.length === 0 && !broken.some(({ path }) => path.startsWith('manifests/')),
  }
}

/** What OLM reads of a bundle. Tests of the scorecard it leaves alone, and hidden files are told of by name. */
function isJudged(path: string): boolean {
  const [folder, name = ''] = path.split('/')
  return (folder === 'manifests' || folder === 'metadata') && !name.startsWith('.')
}

function asManifest(document: PlacedDocument, index: number): Manifest | undefined {
  const { value } = document
  if (!isRecord(value)) return undefined
  const kind = text(value['kind'])
  if (kind === undefined || text(value['apiVersion']) === undefined) return undefined
  return { ...document, value, kind, name: text(record(value['metadata'])['name']) ?? '', index }
}

/** A part of a list in a document, with the way to it. */
export interface Part {
  value: Json
  way: Way
}

/** The records of a list, each with the way to it. */
export const partsAt = (value: unknown, way: Way): Part[] =>
  records(valueAt(value, way)).map((part, index) => ({ value: part, way: [...way, index] }))

export const strategy = ['spec', 'install', 'spec'] as const

/** The deployments that the CSV describes: `{name, label, spec}`. */
export const deploymentsOf = (csv: Manifest): Part[] => partsAt(csv.value, [...strategy, 'deployments'])

/** The names of accounts with their rules, of the namespace and of the cluster. */
export const permissionsOf = (csv: Manifest): (Part & { scope: 'permissions' | 'clusterPermissions' })[] =>
  (['permissions', 'clusterPermissions'] as const).flatMap((scope) =>
    partsAt(csv.value, [...strategy, scope]).map((part) => ({ ...part, scope })),
  )

export const ownedCrds = (csv: Manifest): Part[] =>
  partsAt(csv.value, ['spec', 'customresourcedefinitions', 'owned'])

export const ownedApiServices = (csv: Manifest): Part[] =>
  partsAt(csv.value, ['spec', 'apiservicedefinitions', 'owned'])

export const webhooksOf = (csv: Manifest): Part[] => partsAt(csv.value, ['spec', 'webhookdefinitions'])

export const annotationOf = (csv: Manifest, name: string): unknown =>
  valueAt(csv.value, ['metadata', 'annotations', name])
