/** Catalogs with one defect each, and the rule that it breaks. */
import type { CatalogExpectation } from '../../../../src/model/catalog.js'
import type { Blob, Entry } from './catalogs.js'
import { bundle, channel, good } from './catalogs.js'

export interface BrokenCatalog {
  about: string
  rule: string
  blobs: Blob[]
  held?: Partial<CatalogExpectation>
  /** OLM would serve it all the same: the defect is against the configuration. */
  served?: boolean
}

const find = (blobs: Blob[], schema: string, name?: string) => {
  const found = blobs.find((blob) => blob.schema === schema && (name === undefined || blob.name === name))
  if (!found) throw new Error(`no ${schema} ${name}`)
  return found
}

const changed = (change: (blobs: Blob[]) => void): Blob[] => {
  const blobs = structuredClone(good())
  change(blobs)
  return blobs
}

const withBlob = (...more: Blob[]) => changed((blobs) => blobs.push(...more))

const withPackage = (change: Partial<Blob>) =>
  changed((blobs) => Object.assign(find(blobs, 'olm.package'), change))

const withBundle = (change: Partial<Blob>) =>
  changed((blobs) => Object.assign(find(blobs, 'olm.bundle', 'acme.v1.1.0'), change))

const withProperties = (...values: object[]) =>
  withBundle({ properties: values.map((value) => ({ type: 'olm.package', value })) })

/** The channel `stable` with other entries. */
const withStable = (entries: Entry[], ...more: Blob[]) =>
  changed((blobs) => {
    Object.assign(find(blobs, 'olm.channel', 'stable'), { entries })
    blobs.push(...more)
  })

const without = (schema: string, name: string) =>
  changed((blobs) => blobs.splice(blobs.indexOf(find(blobs, schema, name)), 1))

const deprecations = (entries: object[]): Blob => ({ schema: 'olm.deprecations', package: 'acme', entries })

const [v100, v110] = ['acme.v1.0.0', 'acme.v1.1.0']
const v120 = 'acme.v1.2.0'

export const broken: BrokenCatalog[] = [
  {
    about: 'no such package',
    rule: 'package-missing',
    blobs: good(),
    held: { package: 'acne' },
    served: true,
  },
  {
    about: 'channels and bundles of a package that is not defined',
    rule: 'package-missing',
    blobs: without('olm.package', 'acme'),
  },
  {
    about: 'a second olm.package blob',
    rule: 'duplicate-package',
    blobs: withBlob(find(good(), 'olm.package')),
  },
  {
    about: 'a name that no package may have',
    rule: 'package-name-invalid',
    blobs: JSON.parse(
      JSON.stringify(good())
        .replaceAll('"package":"acme"', '"package":"Acme_1"')
        .replaceAll('"packageName":"acme"', '"packageName":"Acme_1"')
        .replace('"name":"acme"', '"name":"Acme_1"'),
    ) as Blob[],
    held: { package: 'Acme_1' },
  },
  {
    about: 'no default channel',
    rule: 'default-channel-missing',
    blobs: withPackage({ defaultChannel: '' }),
  },
  {
    about: 'a default channel that is not there',
    rule: 'default-channel-dangling',
    blobs: withPackage({ defaultChannel: 'stabel' }),
  },
  {
    about: 'no such channel',
    rule: 'channel-missing',
    blobs: good(),
    held: {
      channel: 'fats',
      bundleName: undefined,
      bundleImage: 'registry.example.com/acme/operator-bundle:1.3.0',
      bundleVersion: '1.3.0',
    },
    served: true,
  },
  {
    about: 'a channel without a name',
    rule: 'channel-without-name',
    blobs: withBlob(channel('', [{ name: v110 }])),
  },
  {
    about: 'a channel twice',
    rule: 'duplicate-channel',
    blobs: withBlob(channel('stable', [{ name: v110 }])),
  },
  { about: 'a channel without entries', rule: 'channel-empty', blobs: withBlob(channel('candidate', [])) },
  {
    about: 'an entry twice',
    rule: 'duplicate-entry',
    blobs: withStable([{ name: v100 }, { name: v110, replaces: v100 }, { name: v110, skips: [v100] }]),
  },
  { about: 'an entry without a bundle', rule: 'entry-without-bundle', blobs: without('olm.bundle', v100) },
  {
    about: 'replaces in a circle below the head',
    rule: 'cycle',
    blobs: withStable([
      { name: v100, replaces: v110 },
      { name: v110, replaces: v100 },
      { name: v120, replaces: v110 },
    ]),
  },
  {
    about: 'replaces in a circle',
    rule: 'cycle',
    blobs: withStable([
      { name: v100, replaces: v110 },
      { name: v110, replaces: v100 },
    ]),
  },
  {
    about: 'an entry that replaces itself',
    rule: 'cycle',
    blobs: withStable([{ name: v100 }, { name: v110, replaces: v110, skips: [v100] }]),
  },
  {
    about: 'entries that skip each other',
    rule: 'no-head',
    blobs: withStable([
      { name: v100, skips: [v110] },
      { name: v110, skips: [v100] },
    ]),
  },
  { about: 'two heads', rule: 'several-heads', blobs: withStable([{ name: v100 }, { name: v110 }]) },
  {
    about: 'two heads over what was pruned',
    rule: 'several-heads',
    blobs: withStable([
      { name: v100, replaces: 'acme.v0.9.0' },
      { name: v110, replaces: v100 },
      { name: v120, replaces: v100 },
    ]),
  },
  {
    about: 'replaces with a wrong name',
    rule: 'dangling-replaces',
    blobs: withStable([{ name: v100 }, { name: v110, replaces: 'acme.1.0.0' }]),
  },
  {
    about: 'replaces with a wrong name below the head',
    rule: 'dangling-replaces',
    blobs: withStable([
      { name: v100 },
      { name: v110, replaces: 'acme.1.0.0' },
      { name: v120, replaces: v110 },
    ]),
  },
  {
    about: 'an entry below one that is skipped',
    rule: 'unreachable-bundle',
    blobs: withStable([{ name: v100 }, { name: v110, replaces: v100 }, { name: v120, skips: [v110] }]),
  },
  {
    about: 'an empty skip',
    rule: 'skip-empty',
    blobs: withStable([{ name: v100 }, { name: v110, replaces: v100, skips: [''] }]),
  },
  {
    about: 'a skipRange as npm has them',
    rule: 'skip-range-invalid',
    blobs: withStable([{ name: v100 }, { name: v110, replaces: v100, skipRange: '^1.0.0' }]),
  },
  {
    about: 'a bundle without a name',
    rule: 'bundle-without-name',
    blobs: withBlob(bundle('1.4.0', { name: '' })),
  },
  { about: 'a bundle twice', rule: 'duplicate-bundle', blobs: withBlob(bundle('1.3.0')) },
  { about: 'a bundle in no channel', rule: 'bundle-in-no-channel', blobs: withBlob(bundle('1.4.0')) },
  { about: 'a bundle without an image', rule: 'bundle-without-image', blobs: withBundle({ image: '' }) },
  {
    about: 'an image that is none',
    rule: 'bundle-image-invalid',
    blobs: withBundle({ image: 'registry.example.com/Acme Bundle' }),
    held: { bundleImage: undefined },
  },
  { about: 'no property olm.package', rule: 'bundle-without-package-property', blobs: withProperties() },
  {
    about: 'two properties olm.package',
    rule: 'several-package-properties',
    blobs: withProperties(
      { packageName: 'acme', version: '1.1.0' },
      { packageName: 'acme', version: '1.1.1' },
    ),
  },
  {
    about: 'the property of another package',
    rule: 'package-property-differs',
    blobs: withProperties({ packageName: 'acme-operator', version: '1.1.0' }),
  },
  {
    about: 'a version with a v',
    rule: 'version-not-semver',
    blobs: withProperties({ packageName: 'acme', version: 'v1.1.0' }),
    held: { bundleVersion: undefined },
  },
  {
    about: 'a version of two numbers',
    rule: 'version-not-semver',
    blobs: withProperties({ packageName: 'acme', version: '1.1' }),
    held: { bundleVersion: undefined },
  },
  {
    about: 'two bundles of one version',
    rule: 'duplicate-version',
    blobs: withProperties({ packageName: 'acme', version: '1.0.0' }),
    held: { bundleVersion: undefined },
  },
  {
    about: 'two blobs of deprecations',
    rule: 'duplicate-deprecations',
    blobs: withBlob(deprecations([]), deprecations([])),
  },
  {
    about: 'a deprecated bundle that is not there',
    rule: 'deprecation-dangling',
    blobs: withBlob(
      deprecations([{ reference: { schema: 'olm.bundle', name: 'acme.v0.1.0' }, message: 'old' }]),
    ),
  },
  {
    about: 'a deprecated channel that is not there',
    rule: 'deprecation-dangling',
    blobs: withBlob(deprecations([{ reference: { schema: 'olm.channel', name: 'alpha' }, message: 'old' }])),
  },
  {
    about: 'a deprecation without a message',
    rule: 'deprecation-invalid',
    blobs: withBlob(deprecations([{ reference: { schema: 'olm.bundle', name: v100 }, message: '' }])),
  },
  {
    about: 'a deprecation of what nobody knows',
    rule: 'deprecation-invalid',
    blobs: withBlob(deprecations([{ reference: { schema: 'olm.icon', name: v100 }, message: 'old' }])),
  },
  {
    about: 'a channel of a package that is not defined',
    rule: 'unknown-package',
    blobs: withBlob({ ...channel('stable', [{ name: v110 }]), package: 'acmee' }),
  },
  {
    about: 'a bundle that belongs to no package',
    rule: 'blob-without-package',
    blobs: withBlob({ schema: 'olm.bundle', name: 'acme.v9.0.0', image: 'a/b:1' }),
  },
  {
    about: 'a blob without schema',
    rule: 'not-a-blob',
    blobs: withBlob({ name: 'acme' } as unknown as Blob),
  },
  {
    about: 'a channel whose name is a number',
    rule: 'wrong-type',
    blobs: withBlob({ ...channel('', [{ name: v110 }]), name: 4.1 } as unknown as Blob),
  },
  {
    about: 'entries that are no list',
    rule: 'wrong-type',
    blobs: withBlob({ ...channel('candidate', []), entries: { name: v110 } }),
  },
  {
    about: 'a version that is a number',
    rule: 'wrong-type',
    blobs: withProperties({ packageName: 'acme', version: 1.1 }),
  },
  {
    about: 'the configured bundle is not there',
    rule: 'bundle-missing',
    blobs: good(),
    held: { bundleName: 'acme.v1.9.0' },
    served: true,
  },
  {
    about: 'no bundle has the configured image',
    rule: 'bundle-missing',
    blobs: good(),
    held: { bundleName: undefined, bundleImage: 'registry.example.com/acme/operator-bundle:1.9.0' },
    served: true,
  },
  {
    about: 'the configured bundle is in another channel',
    rule: 'bundle-not-in-channel',
    blobs: good(),
    held: {
      bundleName: 'acme.v1.3.0',
      bundleVersion: '1.3.0',
      bundleImage: 'registry.example.com/acme/operator-bundle:1.3.0',
    },
    served: true,
  },
  {
    about: 'the configured bundle has another version',
    rule: 'bundle-version-differs',
    blobs: good(),
    held: { bundleVersion: '1.1.1' },
    served: true,
  },
  {
    about: 'the configured bundle comes from another tag',
    rule: 'bundle-image-differs',
    blobs: good(),
    held: { bundleImage: 'registry.example.com/acme/operator-bundle:1.1.1' },
    served: true,
  },
  {
    about: 'the configured bundle comes from another repository',
    rule: 'bundle-image-differs',
    blobs: good(),
    held: { bundleImage: 'registry.example.com/other/operator-bundle:1.1.0' },
    served: true,
  },
  {
    about: 'no such startingCSV',
    rule: 'starting-csv-missing',
    blobs: good(),
    held: { startingCSV: 'acme.v0.9.0' },
    served: true,
  },
]
