/** Packages and channels with one defect each, and the rule that it breaks. */
import type { Blob } from './catalogs.js'
import { channel, good } from './catalogs.js'
import type { BrokenCatalog } from './broken-catalog.js'
import { withBlob, withPackage, withStable, without, find, v100, v110, v120 } from './broken-catalog.js'

export const brokenChannels: BrokenCatalog[] = [
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
]
