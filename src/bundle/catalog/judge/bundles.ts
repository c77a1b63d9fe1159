import { groupBy } from '../../../lib/group-by.js'
import type { Catalog, CatalogBundle, CatalogFinding } from '../../../model/catalog.js'
import { parseReference } from '../../image/reference.js'
import { finding, names } from './finding.js'
import { isSemver } from './semver.js'

/** Each bundle: its name, its image, its property olm.package, and that a channel has it. */
export function judgeBundles(catalog: Catalog): CatalogFinding[] {
  const listed = new Set(catalog.channels.flatMap(({ entries }) => entries.map(({ name }) => name)))
  const seen = new Set<string>()
  const each = catalog.bundles.flatMap((bundle) => {
    const at = { path: bundle.path, line: bundle.line, subject: bundle.name || 'a bundle without a name' }
    if (bundle.name === '')
      return [finding('bundle-without-name', { ...at, message: 'the bundle has no name', got: 'none' })]
    if (seen.has(bundle.name))
      return [
        finding('duplicate-bundle', {
          ...at,
          message: `bundle ${bundle.name} is in the catalog a second time`,
          got: bundle.name,
        }),
      ]
    seen.add(bundle.name)
    return [
      ...imageOf(bundle),
      ...propertyOf(bundle, catalog.package),
      ...(listed.has(bundle.name)
        ? []
        : [
            finding('bundle-in-no-channel', {
              ...at,
              message: `no channel of the package has bundle ${bundle.name} among its entries`,
              got: names(catalog.channels.map(({ name }) => name)),
            }),
          ]),
    ]
  })
  return [...each, ...sameVersions(catalog, listed)]
}

function imageOf({ path, line, imageLine, name, image, embedded }: CatalogBundle): CatalogFinding[] {
  const at = { path, line: imageLine ?? line, subject: name }
  if (image === '')
    return embedded
      ? []
      : [finding('bundle-without-image', { ...at, message: `bundle ${name} has no image`, got: 'none' })]
  if (parseReference(image)) return []
  return [
    finding('bundle-image-invalid', {
      ...at,
      message: `the image of bundle ${name} is no image reference`,
      got: image,
    }),
  ]
}

function propertyOf({ path, line, name, packages }: CatalogBundle, own: string): CatalogFinding[] {
  const [first, second] = packages
  const at = { path, line: first?.line ?? line, subject: name }
  if (!first)
    return [
      finding('bundle-without-package-property', {
        ...at,
        message: `bundle ${name} has no property olm.package`,
        got: 'none',
      }),
    ]
  if (second)
    return [
      finding('several-package-properties', {
        ...{ ...at, line: second.line ?? line },
        message: `bundle ${name} has ${packages.length} properties olm.package`,
        got: String(packages.length),
      }),
    ]
  const found: CatalogFinding[] = []
  if (first.packageName !== own)
    found.push(
      finding('package-property-differs', {
        ...at,
        message: `the property olm.package of bundle ${name} names package ${first.packageName || '(none)'}, the blob ${own}`,
        got: first.packageName || 'none',
      }),
    )
  if (!isSemver(first.version))
    found.push(
      finding('version-not-semver', {
        ...at,
        message: `the version of bundle ${name} is not as semver has them`,
        got: first.version || 'none',
      }),
    )
  return found
}

function sameVersions({ bundles }: Catalog, listed: ReadonlySet<string>): CatalogFinding[] {
  const known = bundles.filter(
    ({ name, packages: [first] }) => listed.has(name) && isSemver(first?.version ?? ''),
  )
  const full = ({ packages: [first] }: CatalogBundle) =>
    [first?.version, first?.release].filter(Boolean).join('-')
  return [...groupBy(known, full)].flatMap(([version, alike]) => {
    const all = [...new Set(alike.map(({ name }) => name))]
    const last = alike.at(-1)
    if (all.length < 2 || !last) return []
    return [
      finding('duplicate-version', {
        ...{ path: last.path, line: last.packages[0]?.line ?? last.line, subject: version },
        message: `${all.length} bundles have version ${version}`,
        got: names(all),
      }),
    ]
  })
}
