import type { Catalog, CatalogDeprecations, CatalogFinding } from '../../../model/catalog.js'
import { finding, names } from './finding.js'

type Entry = CatalogDeprecations['entries'][number]

/** What the package says is deprecated: it has to be there. */
export function judgeDeprecations(catalog: Catalog): CatalogFinding[] {
  const [first, ...more] = catalog.deprecations
  if (!first) return []
  const seen = new Set<string>()
  return [
    ...more.map(({ path, line }) =>
      finding('duplicate-deprecations', {
        ...{ path, line, subject: catalog.package, got: `${more.length + 1} blobs` },
        message: `package ${catalog.package} has a second olm.deprecations blob`,
      }),
    ),
    ...first.entries.flatMap((entry) => {
      const key = `${entry.schema} ${entry.name}`.trim()
      const isSecond = seen.has(key)
      seen.add(key)
      const at = { path: first.path, line: entry.line, subject: key }
      const invalid = isSecond ? `${key} is deprecated twice` : whyInvalid(entry)
      if (invalid !== undefined)
        return [finding('deprecation-invalid', { ...at, message: invalid, got: key || 'no reference' })]
      const known = knownNames(entry, catalog)
      if (known === undefined || known.includes(entry.name)) return []
      return [
        finding('deprecation-dangling', {
          ...at,
          message: `${entry.name || 'a reference without a name'} is deprecated, and the package has no such ${entry.schema}`,
          got: names(known),
        }),
      ]
    }),
  ]
}

function whyInvalid({ schema, name, message }: Entry): string | undefined {
  if (!(schema in knownBySchema))
    return `a deprecation refers to ${schema === '' ? 'no schema' : `the schema ${schema}`}`
  if (schema === 'olm.package' && name !== '') return 'a deprecation of the package names something else too'
  if (message === '') return `the deprecation of ${name || 'the package'} has no message`
  return undefined
}

/** `undefined` where the reference needs no name: the package itself. */
const knownNames = ({ schema }: Entry, catalog: Catalog) => knownBySchema[schema]?.(catalog)

const knownBySchema: Partial<Record<string, (catalog: Catalog) => string[] | undefined>> = {
  'olm.package': () => undefined,
  'olm.channel': ({ channels }) => channels.map(({ name }) => name),
  'olm.bundle': ({ bundles }) => bundles.map(({ name }) => name),
}
