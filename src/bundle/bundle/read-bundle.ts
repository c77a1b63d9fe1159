import { formatBytes } from '../../lib/quantity.js'
import { ImageError } from '../image/image-error.js'
import type { OpenedImage } from '../image/types.js'
import type { Bundle } from './types.js'

/** OLM takes 1 MiB of a bundle, packed; what is many times that is another image, or made to fill the memory. */
const mostBytes = 64 * 1024 ** 2

/** Reads the bundle out of an image. Throws `ImageError` where the image is damaged or is no bundle by its size. */
export async function readBundle(opened: OpenedImage, signal: AbortSignal): Promise<Bundle> {
  const files: Bundle['files'] = []
  let bytes = 0
  for await (const file of opened.files(['manifests', 'metadata', 'tests'])) {
    signal.throwIfAborted()
    const chunks: Buffer[] = []
    for await (const chunk of file.content()) {
      bytes += chunk.length
      if (bytes > mostBytes) throw tooLarge(opened.origin)
      chunks.push(Buffer.from(chunk))
    }
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

const tooLarge = (origin: string): ImageError =>
  new ImageError(
    'image.unreadable',
    `${origin} is no bundle: manifests/, metadata/ and tests/ come to more than ${formatBytes(mostBytes)}`,
    { next: 'Name the image of a bundle.' },
  )
