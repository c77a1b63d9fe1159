import Type from 'typebox'
import type { Static } from 'typebox'
import type { ImageFinding } from './image-finding.js'

/** What is kept of an index image in a capture (`index/`), and what is found wrong with one. */

const strict = { additionalProperties: false } as const
const text = Type.String()
const line = Type.Optional(Type.Integer({ minimum: 1, description: '1-based' }))

/** Where a blob stands: the file inside the index, and the line; no line in a database. */
const place = { path: text, line }

export const CatalogKind = Type.Enum(['file-based', 'sqlite'])
export type CatalogKind = Static<typeof CatalogKind>

/** Something that OLM could not read, or would refuse whatever package it is asked for. */
const CatalogProblem = Type.Object({ rule: text, ...place, message: text, got: text }, strict)
export type CatalogProblem = Static<typeof CatalogProblem>

const CatalogPackage = Type.Object({ ...place, name: text, defaultChannel: text }, strict)
export type CatalogPackage = Static<typeof CatalogPackage>

const CatalogEntry = Type.Object(
  { line, name: text, replaces: text, skips: Type.Array(text), skipRange: text },
  strict,
)
export type CatalogEntry = Static<typeof CatalogEntry>

const CatalogChannel = Type.Object({ ...place, name: text, entries: Type.Array(CatalogEntry) }, strict)
export type CatalogChannel = Static<typeof CatalogChannel>

const CatalogBundle = Type.Object(
  {
    ...place,
    name: text,
    image: text,
    imageLine: line,
    embedded: Type.Boolean({ description: 'Its manifests are in the catalog (olm.bundle.object)' }),
    packages: Type.Array(Type.Object({ line, packageName: text, version: text, release: text }, strict), {
      description: 'The properties olm.package; a bundle has one',
    }),
  },
  strict,
)
export type CatalogBundle = Static<typeof CatalogBundle>

const CatalogDeprecations = Type.Object(
  {
    ...place,
    entries: Type.Array(Type.Object({ line, schema: text, name: text, message: text }, strict)),
  },
  strict,
)
export type CatalogDeprecations = Static<typeof CatalogDeprecations>

/**
 * `index/catalog.json`: one package's blobs, by what OLM resolves by; an empty text is one that the blob does not have.
 * Icons, descriptions and the manifests of bundles are left out.
 */
export const Catalog = Type.Object(
  {
    schemaVersion: Type.Literal('catalog/v1'),
    kind: CatalogKind,
    root: Type.String({ description: 'Folder of the catalog, or file of the database; empty for the top' }),
    package: Type.String({ description: 'The package that was asked for' }),
    files: Type.Integer({ minimum: 0 }),
    bytes: Type.Integer({ minimum: 0 }),
    blobs: Type.Integer({ minimum: 0, description: 'Of all packages' }),
    packageNames: Type.Array(text, {
      description: 'Packages that the catalog has, sorted; not more than 1000',
    }),
    problems: Type.Array(CatalogProblem),
    packages: Type.Array(CatalogPackage),
    channels: Type.Array(CatalogChannel),
    bundles: Type.Array(CatalogBundle),
    deprecations: Type.Array(CatalogDeprecations),
  },
  { ...strict, $id: 'catalog.json', title: 'The blobs of one package in an index' },
)
export type Catalog = Static<typeof Catalog>

/** `index/index.json`: which index was read. What it says of the package is in `index/catalog.json` beside it. */
export const CatalogRecord = Type.Object(
  {
    schemaVersion: Type.Literal('index/v1'),
    ref: Type.String({ description: 'As the configuration names it' }),
    origin: Type.String({ description: 'Where it was read from: a reference, or a path' }),
    digest: Type.Optional(Type.String({ description: 'Of the manifest; absent for a folder' })),
    package: Type.String({ description: 'The package that was looked for' }),
    problem: Type.Optional(
      Type.Object(
        { code: text, message: text },
        { ...strict, description: 'Why it could not be read; there is no catalog.json then' },
      ),
    ),
  },
  { ...strict, $id: 'index.json', title: 'Index' },
)
export type CatalogRecord = Static<typeof CatalogRecord>

/** What an index is held to. */
export interface CatalogExpectation {
  package: string
  channel?: string | undefined
  /** Name of the bundle's ClusterServiceVersion. */
  bundleName?: string | undefined
  /** `spec.version` of the bundle's ClusterServiceVersion. */
  bundleVersion?: string | undefined
  /** Reference of the bundle image as it is configured. */
  bundleImage?: string | undefined
  /** Digest of the bundle image, where it was pulled: lets a tag be held against a digest. */
  bundleDigest?: string | undefined
  /** Name of a bundle that the channel must have too. */
  startingCSV?: string | undefined
}

/** One thing wrong with an index. */
export type CatalogFinding = ImageFinding<'MG-OLM-002'>

/** What was found, and what could not be looked at. */
export interface CatalogVerdict {
  findings: CatalogFinding[]
  /** Why something could not be told; nothing is wrong with it for that. */
  notEvaluated: string[]
  /** The bundle that OLM installs from the configured channel, where there is one. */
  head?: string
}

/** What the checks are told of the index. */
export type CatalogFact =
  | { state: 'read'; record: CatalogRecord; looked: string; verdict: CatalogVerdict }
  /** There is none to judge. */
  | { state: 'none'; reason: string }
  /** It should have been judged, and could not. */
  | { state: 'unread'; reason: string }
