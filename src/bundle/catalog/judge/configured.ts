import { nearest } from '../../../lib/nearest.js'
import type { Catalog, CatalogBundle, CatalogExpectation, CatalogVerdict } from '../../../model/catalog.js'
import type { CatalogIndex } from './catalog-index.js'
import { compareImages } from './compare-images.js'
import { finding, names } from './finding.js'
import { headsOf } from './graph.js'

/** That the configured bundle is in the configured channel, under its version and from its image. */
export function judgeConfigured(
  catalog: Catalog,
  expected: CatalogExpectation,
  index: CatalogIndex,
): CatalogVerdict {
  const verdict: CatalogVerdict = { findings: [], notEvaluated: [] }
  const channel = catalog.channels.find(({ name }) => name === expected.channel)
  if (expected.channel !== undefined && !channel)
    verdict.findings.push(channelMissing(catalog, expected.channel))
  const heads = channel ? headsOf(channel) : []
  if (heads.length === 1 && heads[0]) verdict.head = heads[0].name
  const { startingCSV } = expected
  if (channel && startingCSV !== undefined && !channel.entries.some(({ name }) => name === startingCSV))
    verdict.findings.push(
      finding('starting-csv-missing', {
        ...{ path: channel.path, line: channel.line, subject: startingCSV },
        message: `channel ${channel.name} has no entry ${startingCSV}, which install.startingCSV asks for`,
        got: names(channel.entries.map(({ name }) => name)),
      }),
    )
  const bundle = findBundle(catalog, expected, index, verdict)
  if (bundle) judgeBundle(bundle, channel, expected, verdict)
  return verdict
}

function channelMissing({ packages: [first], channels, package: name }: Catalog, wanted: string) {
  const known = channels.map((channel) => channel.name)
  const meant = nearest(wanted, known)
  return finding('channel-missing', {
    ...(first ? { path: first.path, line: first.line } : {}),
    message: `package ${name} has no channel ${wanted}${meant === undefined ? '' : `; did you mean ${meant}?`}`,
    got: names(known),
    subject: wanted,
  })
}

/** By its name; where that is not known, by its image. */
function findBundle(
  catalog: Catalog,
  { bundleName, bundleImage, bundleDigest }: CatalogExpectation,
  { bundles }: CatalogIndex,
  verdict: CatalogVerdict,
): CatalogBundle | undefined {
  if (bundleName !== undefined) {
    const found = bundles.get(bundleName)
    if (!found) verdict.findings.push(bundleMissing(catalog, bundleName, `a bundle ${bundleName}`))
    return found
  }
  if (bundleImage === undefined) {
    verdict.notEvaluated.push('no bundle is configured to look for')
    return undefined
  }
  const compared = catalog.bundles.map((bundle) => ({
    bundle,
    is: compareImages(bundle.image, bundleImage, bundleDigest),
  }))
  const same = compared.find(({ is }) => is === 'same')
  if (same) return same.bundle
  if (compared.some(({ is }) => is === 'unknown')) verdict.notEvaluated.push(incomparable(bundleImage))
  else verdict.findings.push(bundleMissing(catalog, bundleImage, `a bundle with the image ${bundleImage}`))
  return undefined
}

const incomparable = (image: string) =>
  `whether the bundle's image is ${image} cannot be told: one is named by tag, the other by digest`

function bundleMissing(catalog: Catalog, subject: string, what: string) {
  const [first] = catalog.packages
  const known = catalog.bundles.map(({ name }) => name)
  return finding('bundle-missing', {
    ...(first ? { path: first.path, line: first.line } : {}),
    message: `package ${catalog.package} does not have ${what}`,
    got: names(known),
    subject,
  })
}

function judgeBundle(
  bundle: CatalogBundle,
  channel: Catalog['channels'][number] | undefined,
  { bundleVersion, bundleImage, bundleDigest }: CatalogExpectation,
  { findings, notEvaluated }: CatalogVerdict,
): void {
  const { path, line, name, image, imageLine, packages } = bundle
  const [property, ...others] = packages
  if (channel && !channel.entries.some((entry) => entry.name === name))
    findings.push(
      finding('bundle-not-in-channel', {
        ...{ path: channel.path, line: channel.line, subject: name },
        message: `channel ${channel.name} has no entry ${name}`,
        got: names(channel.entries.map((entry) => entry.name)),
      }),
    )
  if (bundleVersion !== undefined && property && others.length === 0 && property.version !== bundleVersion)
    findings.push(
      finding('bundle-version-differs', {
        ...{ path, line: property.line ?? line, subject: name },
        message: `the catalog has ${name} as version ${property.version || '(none)'}, its ClusterServiceVersion says ${bundleVersion}`,
        got: property.version || 'none',
      }),
    )
  if (bundleImage === undefined || image === '') return
  const compared = compareImages(image, bundleImage, bundleDigest)
  if (compared === 'unknown') notEvaluated.push(incomparable(bundleImage))
  if (compared === 'other')
    findings.push(
      finding('bundle-image-differs', {
        ...{ path, line: imageLine ?? line, subject: name },
        message: `the catalog has ${name} from another image than the configured ${bundleImage}`,
        got: image,
      }),
    )
}
