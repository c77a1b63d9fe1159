import type { CatalogFinding } from '../../../model/catalog.js'

/** What is wrong, in the words of the rule, and where. */
export interface Found {
  path?: string
  line?: number | undefined
  message: string
  got: string
  /** What it is about, apart from its path. */
  subject: string
}

/** What the rule wants and what mends it; every rule is here, once. */
export const rules = {
  'no-such-image': {
    want: 'an index image that can be pulled and read',
    fix: 'Push the image, or correct images.index in isv.yaml.',
  },
  'no-catalog': {
    want: 'an index: /configs in the image, or where its label says',
    fix: 'Build the image with the catalog in it, as `opm generate dockerfile` prepares it.',
  },
  unreadable: {
    want: 'a catalog that OLM can read',
    fix: 'Mend the file, or name it in .indexignore where it is no part of the catalog.',
  },
  'not-a-blob': {
    want: 'documents with a schema',
    fix: 'Take the document away, or name the file in .indexignore; a comment alone between two --- counts as a document.',
  },
  'wrong-type': { want: 'fields of the types that OLM reads', fix: 'Correct the field.' },
  'blob-without-package': {
    want: 'blobs that say what they belong to',
    fix: 'Name the package in the blob.',
  },
  'unknown-package': {
    want: 'an olm.package blob for every package that is named',
    fix: 'Correct the name, or add the olm.package blob.',
  },
  'package-missing': {
    want: 'an olm.package blob of the package',
    fix: 'Add the package to the catalog, or correct install.package in isv.yaml.',
  },
  'package-name-invalid': {
    want: 'a name of lower-case letters, digits and dashes, at most 63',
    fix: 'Rename the package.',
  },
  'duplicate-package': { want: 'one olm.package blob', fix: 'Take the others away.' },
  'default-channel-missing': { want: 'a defaultChannel', fix: 'Set defaultChannel in the olm.package blob.' },
  'default-channel-dangling': {
    want: 'a defaultChannel that the package has',
    fix: 'Correct defaultChannel, or add the olm.channel blob.',
  },
  'package-without-channel': { want: 'at least one channel', fix: 'Add an olm.channel blob.' },
  'channel-missing': {
    want: 'the configured channel',
    fix: 'Add the olm.channel blob, or correct install.channel in isv.yaml.',
  },
  'channel-without-name': { want: 'a name', fix: 'Name the channel.' },
  'duplicate-channel': { want: 'one olm.channel blob of a name', fix: 'Join the blobs.' },
  'channel-empty': {
    want: 'at least one entry',
    fix: 'Add the bundles to the entries, or take the channel away.',
  },
  'duplicate-entry': { want: 'one entry of a name', fix: 'Join the entries.' },
  'entry-without-bundle': {
    want: 'an olm.bundle blob for every entry',
    fix: 'Add the blob (`opm render <bundle image>`), or take the entry away.',
  },
  cycle: { want: 'a chain of replaces that ends', fix: 'Take one replaces of the circle away.' },
  'no-head': { want: 'one entry that no other replaces or skips', fix: 'Take one replaces or skips away.' },
  'several-heads': {
    want: 'one entry that no other replaces or skips',
    fix: 'Let the newest entry replace or skip the others, or put them into channels of their own.',
  },
  'dangling-replaces': {
    want: 'a chain of replaces without a gap',
    fix: 'Correct the name in replaces.',
  },
  'unreachable-bundle': {
    want: 'entries that the chain of replaces reaches from the head, or that are skipped',
    fix: 'Let an entry of the chain replace or skip it, or take it out of the channel.',
  },
  'skip-empty': { want: 'names of bundles in skips', fix: 'Take the empty text away.' },
  'skip-range-invalid': { want: "a range such as '>=1.0.0 <1.2.0'", fix: 'Correct skipRange.' },
  'bundle-without-name': { want: 'a name', fix: 'Name the bundle as its ClusterServiceVersion is named.' },
  'duplicate-bundle': { want: 'one olm.bundle blob of a name', fix: 'Take the others away.' },
  'bundle-in-no-channel': {
    want: 'an entry in a channel for every bundle',
    fix: 'Add the bundle to the entries of a channel, or take the blob away.',
  },
  'bundle-without-image': { want: 'an image', fix: 'Set image to the reference of the bundle image.' },
  'bundle-image-invalid': { want: 'an image reference', fix: 'Correct image.' },
  'bundle-without-package-property': {
    want: 'one property olm.package with packageName and version',
    fix: 'Render the blob from the bundle image again (`opm render`).',
  },
  'several-package-properties': { want: 'one property olm.package', fix: 'Take the others away.' },
  'package-property-differs': {
    want: 'the package of the blob in its property olm.package',
    fix: 'Render the blob from the bundle image again (`opm render`).',
  },
  'version-not-semver': {
    want: 'three numbers as semver.org has them: 1.2.3, 1.2.3-rc.1',
    fix: 'Correct the version.',
  },
  'duplicate-version': {
    want: 'a version of its own for every bundle of the package',
    fix: 'Give one of the bundles another version, or take it away.',
  },
  'duplicate-deprecations': { want: 'one olm.deprecations blob', fix: 'Join the blobs.' },
  'deprecation-invalid': {
    want: 'a reference to the package, a channel or a bundle, once, with a message',
    fix: 'Correct the entry.',
  },
  'deprecation-dangling': {
    want: 'a reference to what the package has',
    fix: 'Correct the name, or take the entry away.',
  },
  'bundle-missing': {
    want: 'the configured bundle',
    fix: 'Add the bundle to the catalog (`opm render <bundle image>`), or configure the index that has it.',
  },
  'bundle-not-in-channel': {
    want: 'the configured bundle in the configured channel',
    fix: 'Add it to the entries of the channel, or correct install.channel in isv.yaml.',
  },
  'bundle-version-differs': {
    want: 'the version that the ClusterServiceVersion has',
    fix: 'Render the blob from the bundle image again (`opm render`).',
  },
  'bundle-image-differs': {
    want: 'the configured bundle image',
    fix: 'Render the blob from the configured bundle image, or correct images.bundle in isv.yaml.',
  },
  'starting-csv-missing': {
    want: 'install.startingCSV in the configured channel',
    fix: 'Add it to the entries of the channel, or correct install.startingCSV in isv.yaml.',
  },
} as const satisfies Record<string, { want: string; fix: string }>

export type CatalogRule = keyof typeof rules

export function finding(
  rule: CatalogRule,
  { path = '', line, message, got, subject }: Found,
): CatalogFinding {
  return {
    check: 'MG-OLM-002',
    rule,
    path,
    ...(line === undefined ? {} : { line }),
    ...{ message, ...rules[rule], got, subject },
  }
}

/** Some of the names, for `got`. */
export function names(all: Iterable<string>, most = 5): string {
  const list = [...all]
  const more = list.length - most
  if (list.length === 0) return 'none'
  return list.slice(0, most).join(', ') + (more > 0 ? ` and ${more} more` : '')
}
