import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import type { Member } from '../archive.js'

export const digestOf = (bytes: Buffer): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`

export async function tarOf(members: readonly Member[]): Promise<Buffer> {
  const packer = pack()
  for (const { body = '', ...header } of members) packer.entry(header, Buffer.from(body as string))
  packer.finalize()
  return buffer(packer)
}

/** An image as its blobs: by digest. */
export interface TestImage {
  blobs: Map<string, Buffer>
  manifest: { mediaType: string; digest: string; size: number }
  layers: string[]
}

/** Layers as they are, packed or not, from the lowest up. */
export function imageOf(layers: readonly Buffer[], labels: Record<string, string> = {}): TestImage {
  const blobs = new Map<string, Buffer>()
  const put = (bytes: Buffer, mediaType: string) => {
    blobs.set(digestOf(bytes), bytes)
    return { mediaType, digest: digestOf(bytes), size: bytes.length }
  }
  const document = (value: unknown, mediaType: string) => put(Buffer.from(JSON.stringify(value)), mediaType)
  const config = document({ config: { Labels: labels } }, 'application/vnd.oci.image.config.v1+json')
  const parts = layers.map((layer) => put(layer, 'application/vnd.oci.image.layer.v1.tar+gzip'))
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  const manifest = document({ schemaVersion: 2, mediaType, config, layers: parts }, mediaType)
  return { blobs, manifest, layers: parts.map(({ digest }) => digest) }
}

/** A bundle in two layers, of which the upper one takes a file away and puts another in the place of one. */
export async function layeredImage(pack: (tar: Buffer) => Buffer = gzipSync): Promise<TestImage> {
  const lower = await tarOf([
    { name: 'manifests/', type: 'directory' },
    { name: 'manifests/a.yaml', body: 'old' },
    { name: 'manifests/gone.yaml', body: 'gone' },
    { name: 'metadata/annotations.yaml', body: 'annotations' },
    { name: 'opaque/hidden.yaml', body: 'hidden' },
    { name: 'etc/passwd', body: 'root' },
  ])
  const upper = await tarOf([
    { name: './manifests/a.yaml', body: 'new' },
    { name: 'manifests/.wh.gone.yaml', body: '' },
    { name: 'opaque/.wh..wh..opq', body: '' },
    { name: 'opaque/seen.yaml', body: 'seen' },
  ])
  return imageOf([pack(lower), pack(upper)], { maintainer: 'acme' })
}

/** Writes an OCI layout, and tells its folder. */
export function writeLayout(
  folder: string,
  { blobs, manifest }: TestImage,
  manifests: object[] = [manifest],
): string {
  mkdirSync(join(folder, 'blobs/sha256'), { recursive: true })
  for (const [digest, bytes] of blobs) writeFileSync(join(folder, 'blobs', digest.replace(':', '/')), bytes)
  writeFileSync(join(folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}')
  writeFileSync(join(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }))
  return folder
}
