/** Bundles, deprecations and files with one defect each, and the rule that it breaks. */
import type { Blob } from './catalogs.js'
import { bundle, channel, good } from './catalogs.js'
import type { BrokenCatalog } from './broken-catalog.js'
import {
  withBlob,
  withBundle,
  withProperties,
  withStable,
  deprecations,
  v100,
  v110,
} from './broken-catalog.js'

export const brokenBundles: BrokenCatalog[] = [
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
