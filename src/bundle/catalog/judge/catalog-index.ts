import type { Catalog, CatalogBundle } from '../../../model/catalog.js'

/** What the judges look up again and again. */
export interface CatalogIndex {
  /** The first blob of a name. */
  bundles: ReadonlyMap<string, CatalogBundle>
  /** As the property olm.package has it; `undefined` where there is none. */
  versionOf: (bundle: string) => string | undefined
}

export function indexOf(catalog: Catalog): CatalogIndex {
  const bundles = new Map<string, CatalogBundle>()
  for (const bundle of catalog.bundles) if (!bundles.has(bundle.name)) bundles.set(bundle.name, bundle)
  return { bundles, versionOf: (name) => bundles.get(name)?.packages[0]?.version }
}
