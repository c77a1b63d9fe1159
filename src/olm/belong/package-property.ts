interface Properties {
  properties?: { type?: string; value?: { packageName?: string } }[]
}

/** The package that `properties` of a bundle name, as OLM repeats them in lookups, steps and CSVs: JSON, or JSON inside of JSON. */
export function packageInProperties(text: string | undefined): string | undefined {
  if (!text?.includes('olm.package')) return undefined
  try {
    const { properties } = JSON.parse(text) as Properties
    const found = properties?.find(({ type }) => type === 'olm.package')?.value?.packageName
    return typeof found === 'string' ? found : undefined
  } catch {
    return undefined
  }
}

/** What stands in place of a manifest where the bundle was unpacked into a ConfigMap. */
export interface UnpackedRef {
  kind?: string
  name?: string
  namespace?: string
  properties?: string
}

/** The ConfigMap that a step's manifest refers to. */
export function unpackedRef(manifest: string | undefined): UnpackedRef | undefined {
  if (!manifest?.includes('catalogSourceName')) return undefined
  try {
    const ref = JSON.parse(manifest) as UnpackedRef | null
    return ref?.kind === 'ConfigMap' ? ref : undefined
  } catch {
    return undefined
  }
}
