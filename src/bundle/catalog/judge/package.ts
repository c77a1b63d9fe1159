import { nearest } from '../../../lib/nearest.js'
import type { Catalog, CatalogFinding } from '../../../model/catalog.js'
import { finding, names } from './finding.js'

/** The package itself: there, once, with a default channel that it has. */
export function judgePackage(catalog: Catalog): CatalogFinding[] {
  const [first, ...more] = catalog.packages
  if (!first) return [missing(catalog)]
  return [
    ...more.map(({ path, line, name }) =>
      finding('duplicate-package', {
        ...{ path, line, got: place(first), subject: name },
        message: `package ${name} is defined a second time`,
      }),
    ),
    ...nameOf(catalog),
    ...defaultChannelOf(catalog),
    ...channelsOf(catalog),
  ]
}

const place = ({ path, line }: { path: string; line?: number }) =>
  line === undefined ? path : `${path}:${line}`

function missing({ package: name, packageNames, channels, bundles }: Catalog): CatalogFinding {
  const [blob] = [...channels, ...bundles]
  const meant = nearest(name, packageNames)
  return finding('package-missing', {
    ...(blob ? { path: blob.path, line: blob.line } : {}),
    message: blob
      ? `no olm.package blob defines package ${name}, though channels or bundles belong to it`
      : `the catalog has no package ${name}${meant === undefined ? '' : `; did you mean ${meant}?`}`,
    got: names(packageNames),
    subject: name,
  })
}

function nameOf({ packages: [first] }: Catalog): CatalogFinding[] {
  if (!first || /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(first.name)) return []
  const { path, line, name } = first
  return [
    finding('package-name-invalid', {
      path,
      line,
      message: `${name} is no name of a package`,
      got: name,
      subject: name,
    }),
  ]
}

function defaultChannelOf({ packages: [first], channels }: Catalog): CatalogFinding[] {
  if (!first) return []
  const { path, line, name, defaultChannel } = first
  const at = { path, line, subject: name }
  if (defaultChannel === '')
    return [
      finding('default-channel-missing', {
        ...at,
        message: `package ${name} has no default channel`,
        got: 'none',
      }),
    ]
  const known = channels.map((channel) => channel.name)
  if (known.includes(defaultChannel)) return []
  const meant = nearest(defaultChannel, known)
  return [
    finding('default-channel-dangling', {
      ...at,
      message: `the default channel ${defaultChannel} is no channel of the package${meant === undefined ? '' : `; did you mean ${meant}?`}`,
      got: names(known),
    }),
  ]
}

/** Where the default channel dangles that is the finding: it says the same. */
function channelsOf({ packages: [first], channels }: Catalog): CatalogFinding[] {
  if (!first || channels.length > 0 || first.defaultChannel !== '') return []
  const { path, line, name } = first
  return [
    finding('package-without-channel', {
      path,
      line,
      message: `package ${name} has no channel`,
      got: 'none',
      subject: name,
    }),
  ]
}
