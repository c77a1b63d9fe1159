import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { dump } from 'js-yaml'
import { judgeCatalog, openImage, readCatalog } from '../../../../src/bundle/index.js'
import type { Catalog, CatalogExpectation, CatalogVerdict } from '../../../../src/model/catalog.js'
import { tempFolder } from '../../../support/temp-folder.js'

export interface Entry {
  name: string
  replaces?: string
  skips?: string[]
  skipRange?: string
}

export interface Blob {
  schema: string
  package?: string
  name?: string
  [field: string]: unknown
}

const repository = 'registry.example.com/acme/operator-bundle'

export const bundle = (version: string, more: Partial<Blob> = {}): Blob => ({
  schema: 'olm.bundle',
  package: 'acme',
  name: `acme.v${version}`,
  image: `${repository}:${version}`,
  properties: [
    { type: 'olm.gvk', value: { group: 'acme.example.com', kind: 'Widget', version: 'v1' } },
    { type: 'olm.package', value: { packageName: 'acme', version } },
  ],
  relatedImages: [{ name: '', image: `${repository}:${version}` }],
  ...more,
})

export const channel = (name: string, entries: Entry[]): Blob => ({
  schema: 'olm.channel',
  package: 'acme',
  name,
  entries,
})

/** A package with two channels, an upgrade edge in each, a skip and what an old catalog pruned. */
export const good = (): Blob[] => [
  { schema: 'olm.package', name: 'acme', defaultChannel: 'stable', description: 'Widgets' },
  channel('stable', [
    { name: 'acme.v1.0.0', replaces: 'acme.v0.9.0' },
    { name: 'acme.v1.1.0', replaces: 'acme.v1.0.0' },
  ]),
  channel('fast', [
    { name: 'acme.v1.1.0' },
    { name: 'acme.v1.2.0' },
    {
      name: 'acme.v1.3.0',
      replaces: 'acme.v1.1.0',
      skips: ['acme.v1.2.0'],
      skipRange: '>=1.0.0 <1.3.0',
    },
  ]),
  bundle('1.0.0'),
  bundle('1.1.0'),
  bundle('1.2.0'),
  bundle('1.3.0'),
]

/** What the good catalog is held to. */
export const expected: CatalogExpectation = {
  package: 'acme',
  channel: 'stable',
  bundleName: 'acme.v1.1.0',
  bundleVersion: '1.1.0',
  bundleImage: `${repository}:1.1.0`,
}

export const asYaml = (blobs: readonly unknown[]) => blobs.map((blob) => `---\n${dump(blob)}`).join('')

/** As `opm render` writes it: indented by four, or in one line each. */
export const asJson = (blobs: readonly unknown[], indent = 4) =>
  blobs.map((blob) => `${JSON.stringify(blob, null, indent)}\n`).join('')

/** The files in a folder of their own. */
export function layCatalog(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = tempFolder()
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

export async function read(folder: string, name = 'acme'): Promise<Catalog> {
  const { signal } = new AbortController()
  const opened = await openImage({ kind: 'folder', path: folder }, { signal })
  try {
    return await readCatalog(opened, { package: name, signal })
  } finally {
    await opened.close()
  }
}

export async function judge(
  files: Readonly<Record<string, string | Buffer>>,
  more: Partial<CatalogExpectation> = {},
): Promise<CatalogVerdict> {
  const held = { ...expected, ...more }
  return judgeCatalog(await read(layCatalog(files), held.package), held)
}
