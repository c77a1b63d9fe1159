import type { OpenedImage } from '../image/types.js'
import type { Bundle } from './types.js'

/** Reads the bundle out of an image. Throws `ImageError` where the image is damaged or is no bundle by its size. */
export async function readBundle(opened: OpenedImage, signal: AbortSignal): Promise<Bundle> {
  const files: Bundle['files'] = []
  for await (const file of opened.files(['manifests', 'metadata', 'tests'])) {
    signal.throwIfAborted()
    const chunks: Buffer[] = []
    for await (const chunk of file.content()) chunks.push(Buffer.from(chunk))
    files.push({ path: file.path, text: Buffer.concat(chunks).toString('utf8') })
  }
  const { origin, digest, labels, labelsFrom, dockerfile } = opened
  return {
    ...{ origin, labels, labelsFrom },
    ...(digest === undefined ? {} : { digest }),
    ...(dockerfile === undefined ? {} : { dockerfile }),
    files: files.sort((a, b) => (a.path < b.path ? -1 : 1)),
  }
}
