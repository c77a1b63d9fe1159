/** Changes of the good catalog, each one defect. */
import type { CatalogExpectation } from '../../../../src/model/catalog.js'
import type { Blob, Entry } from './catalogs.js'
import { good } from './catalogs.js'

export interface BrokenCatalog {
  about: string
  rule: string
  blobs: Blob[]
  held?: Partial<CatalogExpectation>
  /** OLM would serve it all the same: the defect is against the configuration. */
  served?: boolean
}

export const find = (blobs: Blob[], schema: string, name?: string) => {
  const found = blobs.find((blob) => blob.schema === schema && (name === undefined || blob.name === name))
  if (!found) throw new Error(`no ${schema} ${name}`)
  return found
}

export const changed = (change: (blobs: Blob[]) => void): Blob[] => {
  const blobs = structuredClone(good())
  change(blobs)
  return blobs
}

export const withBlob = (...more: Blob[]) => changed((blobs) => blobs.push(...more))

export const withPackage = (change: Partial<Blob>) =>
  changed((blobs) => Object.assign(find(blobs, 'olm.package'), change))

export const withBundle = (change: Partial<Blob>) =>
  changed((blobs) => Object.assign(find(blobs, 'olm.bundle', 'acme.v1.1.0'), change))

export const withProperties = (...values: object[]) =>
  withBundle({ properties: values.map((value) => ({ type: 'olm.package', value })) })

/** The channel `stable` with other entries. */
export const withStable = (entries: Entry[], ...more: Blob[]) =>
  changed((blobs) => {
    Object.assign(find(blobs, 'olm.channel', 'stable'), { entries })
    blobs.push(...more)
  })

export const without = (schema: string, name: string) =>
  changed((blobs) => blobs.splice(blobs.indexOf(find(blobs, schema, name)), 1))

export const deprecations = (entries: object[]): Blob => ({
  schema: 'olm.deprecations',
  package: 'acme',
  entries,
})

export const [v100, v110] = ['acme.v1.0.0', 'acme.v1.1.0']
export const v120 = 'acme.v1.2.0'
