import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { once } from 'node:events'
import { dump } from 'js-yaml'

export type CatalogFormat = 'yaml' | 'json' | 'json-lines'

const serialise: Record<CatalogFormat, (blob: unknown) => string> = {
  yaml: (blob) => `---\n${dump(blob)}`,
  json: (blob) => `${JSON.stringify(blob, null, 4)}\n`,
  'json-lines': (blob) => `${JSON.stringify(blob)}\n`,
}

/** The package that the bench asks for; its name is part of others' names and texts. */
export const wanted = 'operator-7'

/**
 * Writes a catalog as large as a vendor's: a folder for each package, bundles of about 70 KB with descriptions, CRD schemas and
 * base64 in them. The same for the same arguments.
 */
export async function generateCatalog(folder: string, format: CatalogFormat, bytes: number): Promise<number> {
  let written = 0
  for (let number = 0; written < bytes; number++) {
    const name = `operator-${number}`
    const file = join(folder, name, format === 'yaml' ? 'catalog.yaml' : 'catalog.json')
    await mkdir(dirname(file), { recursive: true })
    const stream = createWriteStream(file)
    for (const blob of blobsOf(name, number)) {
      const text = serialise[format](blob)
      written += text.length
      if (!stream.write(text)) await once(stream, 'drain')
    }
    stream.end()
    await once(stream, 'finish')
  }
  return written
}

const releases = 12

function* blobsOf(name: string, seed: number): Generator<unknown> {
  yield {
    schema: 'olm.package',
    name,
    defaultChannel: 'stable',
    icon: { base64data: noise(seed, 8_000), mediatype: 'image/png' },
  }
  const bundles = Array.from({ length: releases }, (_, minor) => `${name}.v1.${minor}.0`)
  yield {
    schema: 'olm.channel',
    package: name,
    name: 'stable',
    entries: bundles.map((bundle, index) => ({
      name: bundle,
      ...(index > 0 ? { replaces: bundles[index - 1] } : {}),
    })),
  }
  for (const [minor, bundle] of bundles.entries()) {
    const image = `registry.example.com/${name}/bundle:1.${minor}.0`
    yield {
      schema: 'olm.bundle',
      package: name,
      name: bundle,
      image,
      properties: [
        { type: 'olm.gvk', value: { group: `${name}.example.com`, kind: 'Widget', version: 'v1' } },
        { type: 'olm.package', value: { packageName: name, version: `1.${minor}.0` } },
        {
          type: 'olm.csv.metadata',
          value: { annotations: { 'alm-examples': example(name) }, description: prose(name, minor) },
        },
        { type: 'olm.bundle.object', value: { data: noise(seed * releases + minor, 30_000) } },
      ],
      relatedImages: [{ name: '', image }],
    }
  }
}

const example = (name: string) =>
  JSON.stringify([{ apiVersion: `${name}.example.com/v1`, kind: 'Widget', spec: fields(60) }], null, 2)

const fields = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`field${index}`, { value: index, on: index % 2 === 0 }]),
  )

const prose = (name: string, minor: number) =>
  Array.from(
    { length: 250 },
    (_, line) =>
      `${line}. How ${name} makes widgets, like ${wanted}: step ${line * minor} of the way, "quoted" and all.`,
  ).join('\n')

/** Letters as base64 has them, always the same for a seed. */
function noise(seed: number, length: number): string {
  const words: string[] = []
  let state = seed * 2_654_435_761 + 1
  for (let size = 0; size < length; size += 8) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    words.push(state.toString(36).padStart(8, 'A'))
  }
  return words.join('').slice(0, length)
}
