import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import sqlite from 'node-sqlite3-wasm'
import { describe, expect, it } from 'vitest'
import type { Blob } from './catalogs.js'
import { asJson, asYaml, channel, expected, good, judge, layCatalog, read } from './catalogs.js'
import { judgeCatalog } from '../../../../src/bundle/index.js'

const others: Blob[] = JSON.parse(JSON.stringify(good()).replaceAll('acme', 'zebra')) as Blob[]

const deprecated: Blob = {
  schema: 'olm.deprecations',
  package: 'acme',
  entries: [
    { reference: { schema: 'olm.package' }, message: 'Move to acme-next.' },
    { reference: { schema: 'olm.channel', name: 'fast' }, message: 'Use stable.' },
    { reference: { schema: 'olm.bundle', name: 'acme.v1.0.0' }, message: 'It loses widgets.' },
  ],
}

/** As people write a catalog by hand: flow style, quotes, comments, an anchor, merge keys, unknown schemas. */
const byHand = `# Widgets
schema: olm.package
name: 'acme'
defaultChannel: "stable"
icon: {base64data: "", mediatype: image/svg+xml}
---
Schema: olm.channel
Package: acme
Name: stable
Entries:
  - {name: acme.v1.0.0}
  # The edge
  - name: "acme.v1.1.0"
    replaces: acme.v1.0.0
---
schema: olm.bundle
package: acme
name: acme.v1.0.0
image: registry.example.com/acme/operator-bundle:1.0.0
properties:
- type: olm.package
  value: &package
    packageName: acme
    version: 1.0.0
---
schema: olm.bundle
package: acme
name: acme.v1.1.0
image: registry.example.com/acme/operator-bundle:1.1.0
properties:
- type: olm.maxOpenShiftVersion
  value: "4.19"
- type: olm.package
  value:
    packageName: acme
    version: 1.1.0
---
schema: acme.example.com/notes
text: |
  schema: olm.package
  name: other
---
`

describe('a good catalog passes without a finding', () => {
  it.each<[string, Record<string, string>]>([
    ['one file of YAML', { 'catalog.yaml': asYaml(good()) }],
    ['JSON as opm renders it', { 'catalog.json': asJson(good()) }],
    ['JSON in lines', { 'catalog.json': asJson(good(), 0) }],
    [
      'objects on one line',
      {
        'catalog.json': good()
          .map((blob) => JSON.stringify(blob))
          .join(''),
      },
    ],
    [
      'JSON and YAML, with --- between',
      { 'catalog.yaml': `${asJson(good().slice(0, 3))}${asYaml(good().slice(3))}` },
    ],
    [
      'a file for each blob, in nested folders, in both formats',
      Object.fromEntries(
        good().map((blob, index) =>
          index % 2 ? [`acme/${index}/blob.json`, asJson([blob])] : [`acme/${index}.yaml`, asYaml([blob])],
        ),
      ),
    ],
    ['written by hand', { 'acme/catalog.yaml': byHand }],
    ['with deprecations', { 'catalog.yaml': asYaml([...good(), deprecated]) }],
    ['among others', { 'acme/c.yaml': asYaml(good()), 'zebra/c.json': asJson(others), 'zebra/d.yaml': '' }],
    [
      'with files that .indexignore names',
      {
        '.indexignore': '*.md\n/docs/\n',
        'acme/.indexignore': 'broken*\n!broken-not.yaml\n',
        'acme/broken.yaml': '{',
        'acme/broken-not.yaml': asYaml(good()),
        'docs/page.txt': '{',
        'README.md': '# Widgets\n',
      },
    ],
    ['in the folder configs', { 'configs/acme/c.yaml': asYaml(good()), 'README.md': '# Widgets\n' }],
    [
      'with a Dockerfile beside it',
      {
        Dockerfile:
          'FROM scratch\nCOPY catalog /configs\nLABEL operators.operatorframework.io.index.configs.v1=/configs\n',
        'configs/catalog.yaml': asYaml(good()),
      },
    ],
  ])('%s', async (_, files) => {
    const verdict = await judge(files)
    expect(verdict).toEqual({ findings: [], notEvaluated: [], head: 'acme.v1.1.0' })
  })

  it('knows the bundle by its image where its name is not known', async () => {
    const verdict = await judge({ 'catalog.yaml': asYaml(good()) }, { bundleName: undefined })
    expect(verdict).toMatchObject({ findings: [], notEvaluated: [] })
  })

  it('cannot tell a tag from a digest, and says so instead of failing', async () => {
    const digest = `sha256:${'a'.repeat(64)}`
    const image = `registry.example.com/acme/operator-bundle@${digest}`
    const pinned = good().map((blob) => (blob.name === 'acme.v1.1.0' ? { ...blob, image } : blob))
    const files = { 'catalog.yaml': asYaml(pinned) }
    expect(await judge(files)).toMatchObject({
      findings: [],
      notEvaluated: [expect.stringMatching(/by tag, the other by digest$/)],
    })
    expect(await judge(files, { bundleDigest: digest })).toMatchObject({ findings: [], notEvaluated: [] })
    expect(await judge(files, { bundleImage: `mirror.example.com/x/y@${digest}` })).toMatchObject({
      findings: [],
    })
    const other = `registry.example.com/acme/operator-bundle@sha256:${'b'.repeat(64)}`
    expect((await judge(files, { bundleImage: other })).findings).toMatchObject([
      { rule: 'bundle-image-differs' },
    ])
  })

  it('reads the database of an old index', async () => {
    const folder = layCatalog({})
    mkdirSync(join(folder, 'database'))
    writeDatabase(join(folder, 'database/index.db'))
    const catalog = await read(folder)
    expect(catalog).toMatchObject({ kind: 'sqlite', root: 'database/index.db', packageNames: ['acme'] })
    expect(catalog.channels).toMatchObject([
      {
        name: 'stable',
        entries: [{ name: 'acme.v1.1.0', replaces: 'acme.v1.0.0' }, { name: 'acme.v1.0.0' }],
      },
      { name: '4.10', entries: [{ name: 'acme.v1.1.0' }, { name: 'acme.v1.3.0', skips: ['acme.v1.2.0'] }] },
    ])
    expect(judgeCatalog(catalog, expected)).toEqual({ findings: [], notEvaluated: [], head: 'acme.v1.1.0' })
    expect(judgeCatalog(catalog, { ...expected, channel: 'alpha' }).findings).toMatchObject([
      { rule: 'channel-missing', path: 'database/index.db' },
    ])
  })
})

/** The tables that opm made, as far as a package is found by them. */
function writeDatabase(file: string): void {
  const database = new sqlite.Database(file)
  database.exec(`
    CREATE TABLE operatorbundle (name TEXT PRIMARY KEY, csv TEXT, bundle TEXT, bundlepath TEXT, skiprange TEXT, version TEXT, replaces TEXT, skips TEXT);
    CREATE TABLE package (name TEXT PRIMARY KEY, default_channel TEXT);
    CREATE TABLE channel (name TEXT, package_name TEXT, head_operatorbundle_name TEXT);
    CREATE TABLE channel_entry (entry_id INTEGER PRIMARY KEY, channel_name TEXT, package_name TEXT, operatorbundle_name TEXT, replaces INTEGER, depth INTEGER);
    CREATE TABLE properties (type TEXT, value TEXT, operatorbundle_name TEXT, operatorbundle_version TEXT, operatorbundle_path TEXT);
    INSERT INTO package VALUES ('acme', 'stable');
    INSERT INTO channel VALUES ('stable', 'acme', 'acme.v1.1.0'), ('4.10', 'acme', 'acme.v1.3.0');
    INSERT INTO channel_entry VALUES (1, 'stable', 'acme', 'acme.v1.1.0', 2, 0), (2, 'stable', 'acme', 'acme.v1.0.0', NULL, 1),
      (3, '4.10', 'acme', 'acme.v1.1.0', NULL, 1), (4, '4.10', 'acme', 'acme.v1.3.0', 3, 0);
  `)
  for (const [version, replaces, skips] of [
    ['1.0.0', '', ''],
    ['1.1.0', 'acme.v1.0.0', ''],
    ['1.3.0', 'acme.v1.1.0', 'acme.v1.2.0'],
  ] as const) {
    const image = `registry.example.com/acme/operator-bundle:${version}`
    const name = `acme.v${version}`
    database.run('INSERT INTO operatorbundle VALUES (?, NULL, NULL, ?, NULL, ?, ?, ?)', [
      name,
      image,
      version,
      replaces,
      skips,
    ])
    const value = JSON.stringify({ packageName: 'acme', version })
    if (version !== '1.0.0')
      database.run('INSERT INTO properties VALUES (?, ?, ?, ?, ?)', [
        'olm.package',
        value,
        name,
        version,
        image,
      ])
  }
  database.close()
}

it('keeps of a catalog what OLM resolves by, and nothing else', async () => {
  const icon = { base64data: 'aWNvbg==', mediatype: 'image/png' }
  const [first, ...more] = good()
  const blobs = [{ ...first, icon, description: 'a description' }, ...more]
  const catalog = await read(layCatalog({ 'catalog.yaml': asYaml([...blobs, channel('empty', [])]) }))
  expect(JSON.stringify(catalog)).not.toMatch(/aWNvbg|description/)
})
