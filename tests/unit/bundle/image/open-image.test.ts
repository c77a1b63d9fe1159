import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { ImageSource, OpenOptions } from '../../../../src/bundle/index.js'
import { openImage, parseImageSource } from '../../../../src/bundle/index.js'
import { archiveOf, membersOf } from '../../../support/archive.js'
import { imageOf, layeredImage, tarOf, writeLayout } from '../../../support/bundle/oci-image.js'
import { tempFolder } from '../../../support/temp-folder.js'

const signal = AbortSignal.timeout(180_000)

async function read(
  source: ImageSource,
  prefixes = ['manifests', '/metadata/', 'opaque'],
  options: Partial<OpenOptions> = {},
) {
  const image = await openImage(source, { signal, ...options })
  try {
    const files: Record<string, string> = {}
    for await (const file of image.files(prefixes)) {
      const chunks: Buffer[] = []
      for await (const chunk of file.content()) chunks.push(Buffer.from(chunk))
      files[file.path] = Buffer.concat(chunks).toString()
    }
    return { files, labels: image.labels, digest: image.digest, labelsFrom: image.labelsFrom }
  } finally {
    await image.close()
  }
}

function folderOf(files: Record<string, string>): string {
  const folder = tempFolder()
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

const layered = {
  'manifests/a.yaml': 'new',
  'metadata/annotations.yaml': 'annotations',
  'opaque/seen.yaml': 'seen',
}
/** One frame of zstd with the bytes as they are. Source: RFC 8878, raw blocks. */
function zstdOf(bytes: Buffer): Buffer {
  const most = 128 * 1024
  const blocks: Buffer[] = []
  for (let at = 0; at < bytes.length; at += most) {
    const block = bytes.subarray(at, at + most)
    const isLast = at + most >= bytes.length
    const header = Buffer.alloc(3)
    header.writeUIntLE((block.length << 3) | (isLast ? 1 : 0), 0, 3)
    blocks.push(header, block)
  }
  const head = Buffer.alloc(9)
  Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0]).copy(head)
  head.writeUInt32LE(bytes.length, 5)
  return Buffer.concat([head, ...blocks])
}

describe('layers on top of each other', () => {
  test.each([
    ['gzip', gzipSync],
    ['nothing', (bytes: Buffer) => bytes],
    ['zstd', zstdOf],
  ])('packed with %s, in a layout and in archives', async (_, pack) => {
    const image = await layeredImage(pack)
    const path = writeLayout(tempFolder(), image)
    const wanted = {
      files: layered,
      labels: { maintainer: 'acme' },
      digest: image.manifest.digest,
      labelsFrom: 'image',
    }
    expect(await read(parseImageSource(path))).toEqual(wanted)
    expect(await read(parseImageSource(await archiveOf(membersOf(path), 'x.tar')))).toEqual(wanted)
    expect(await read(parseImageSource(await archiveOf(membersOf(path), 'x.tgz')))).toEqual(wanted)
  })

  test('an archive of docker save, whose layers are links', async () => {
    const [layer] = [await tarOf([{ name: 'manifests/a.yaml', body: 'text' }])]
    const path = await archiveOf(
      [
        { name: 'x/layer.tar', body: layer },
        { name: 'y/layer.tar', type: 'symlink', linkname: '../x/layer.tar' },
        { name: 'c.json', body: JSON.stringify({ config: { Labels: { a: 'b' } } }) },
        { name: 'manifest.json', body: JSON.stringify([{ Config: 'c.json', Layers: ['y/layer.tar'] }]) },
      ],
      'x.tar',
    )
    expect(await read({ kind: 'archive', path })).toMatchObject({
      files: { 'manifests/a.yaml': 'text' },
      labels: { a: 'b' },
    })
  })

  test('the image of the platform that is asked for, attestations aside', async () => {
    const [amd, arm] = await Promise.all(
      ['amd64', 'arm64'].map(async (name) =>
        imageOf([await tarOf([{ name: 'manifests/a.yaml', body: name }])]),
      ),
    )
    if (!amd || !arm) throw new Error('two images were made')
    const blobs = new Map([...amd.blobs, ...arm.blobs])
    const path = writeLayout(tempFolder(), { ...amd, blobs }, [
      { ...arm.manifest, platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } },
      { ...amd.manifest, platform: { os: 'linux', architecture: 'amd64' } },
      {
        ...amd.manifest,
        digest: `sha256:${'0'.repeat(64)}`,
        platform: { os: 'unknown', architecture: 'unknown' },
      },
    ])
    const source: ImageSource = { kind: 'oci-layout', path }
    expect((await read(source)).files).toEqual({ 'manifests/a.yaml': 'amd64' })
    expect((await read(source, ['manifests'], { platform: 'linux/arm64' })).files).toEqual({
      'manifests/a.yaml': 'arm64',
    })
    await expect(read(source, ['manifests'], { platform: 'linux/s390x' })).rejects.toMatchObject({
      code: 'image.not-found',
    })
  })
})

describe('folders and build folders', () => {
  const dockerfile =
    'FROM scratch\nLABEL a=b \\\n  c="d e"\nCOPY bundle/manifests /manifests/\nCOPY bundle/metadata /metadata/\n'
  const files = {
    'bundle/manifests/a.yaml': 'x',
    'bundle/metadata/annotations.yaml': 'y',
    'bundle.Dockerfile': dockerfile,
  }
  const wanted = { 'manifests/a.yaml': 'x', 'metadata/annotations.yaml': 'y' }

  test('a folder has the labels of the Dockerfile beside it', async () => {
    const path = join(folderOf(files), 'bundle')
    const found = await read({ kind: 'folder', path })
    expect(found).toMatchObject({ files: wanted, labels: { a: 'b', c: 'd e' }, labelsFrom: 'dockerfile' })
  })

  test('a build folder is what its Dockerfile copies', async () => {
    expect(await read({ kind: 'build', context: folderOf(files) })).toMatchObject({
      files: wanted,
      labels: { a: 'b', c: 'd e' },
    })
  })

  test('a link out of the folder is refused', async () => {
    const path = folderOf({ 'manifests/a.yaml': 'x' })
    symlinkSync('/etc/hostname', join(path, 'manifests/b.yaml'))
    await expect(read({ kind: 'folder', path })).rejects.toMatchObject({ code: 'image.unreadable' })
  })
})

describe('damage and hostile content end the reading with one error', () => {
  test.each([
    ['a name that climbs out', [{ name: 'manifests/../../x', body: 'x' }], /climbs out/],
    ['a device', [{ name: 'manifests/null', type: 'character-device' as const }], /device/],
    ['a link', [{ name: 'manifests/a.yaml', type: 'symlink' as const, linkname: 'b.yaml' }], /symlink/],
  ])('%s', async (_, members, message) => {
    const path = writeLayout(tempFolder(), imageOf([await tarOf(members)]))
    await expect(read({ kind: 'oci-layout', path })).rejects.toMatchObject({
      ...{ code: 'image.unreadable', message: expect.stringMatching(message) as string },
    })
  })

  test('the same outside of what is read is nobody’s concern', async () => {
    const path = writeLayout(
      tempFolder(),
      imageOf([
        await tarOf([
          { name: 'usr/bin/x', type: 'symlink', linkname: '/bin/x' },
          { name: 'manifests/a', body: 'a' },
        ]),
      ]),
    )
    expect((await read({ kind: 'oci-layout', path })).files).toEqual({ 'manifests/a': 'a' })
  })

  test.each([
    ['other bytes', (file: string, bytes: Buffer) => writeFileSync(file, Buffer.concat([bytes, bytes]))],
    ['cut off', (file: string, bytes: Buffer) => truncateSync(file, bytes.length - 20)],
  ])('a layer with %s', async (_, change) => {
    const image = await layeredImage()
    const path = writeLayout(tempFolder(), image)
    const [layer = ''] = image.layers
    change(join(path, 'blobs', layer.replace(':', '/')), image.blobs.get(layer) ?? Buffer.alloc(0))
    await expect(read({ kind: 'oci-layout', path })).rejects.toMatchObject({ code: 'image.unreadable' })
  })

  test('a cut-off archive, a file that is none, and no file', async () => {
    const path = await archiveOf(membersOf(writeLayout(tempFolder(), await layeredImage())), 'x.tgz')
    truncateSync(path, 300)
    await expect(read({ kind: 'archive', path })).rejects.toMatchObject({ code: 'image.unreadable' })
    const text = join(folderOf({ a: 'no archive at all' }), 'a')
    await expect(read({ kind: 'archive', path: text })).rejects.toMatchObject({ code: 'image.unreadable' })
    expect(() => parseImageSource('./no-such.tar')).toThrow(/there is no image at/)
    expect(() => parseImageSource('Not A Reference')).toThrow(/no image reference/)
  })
})
