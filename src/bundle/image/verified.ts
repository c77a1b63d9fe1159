import { createHash } from 'node:crypto'
import type { Descriptor } from './descriptor.js'
import { shortDigest } from './descriptor.js'
import { ImageError } from './image-error.js'

/** The bytes as they come; throws at their end where they are not what the descriptor names, so wait for it. */
export async function* verified(
  chunks: AsyncIterable<Buffer>,
  { digest, size }: Pick<Descriptor, 'digest' | 'size'>,
  origin: string,
): AsyncGenerator<Buffer, void, undefined> {
  const hash = createHash(digest.slice(0, digest.indexOf(':')))
  const what = `${shortDigest(digest)} of ${origin}`
  let bytes = 0
  for await (const chunk of chunks) {
    hash.update(chunk)
    bytes += chunk.length
    if (size !== undefined && bytes > size)
      throw new ImageError('image.unreadable', `${what} is longer than the ${size} bytes that it should have`)
    yield chunk
  }
  if (size !== undefined && bytes < size)
    throw new ImageError('image.unreadable', `${what} ends after ${bytes} of ${size} bytes`)
  const found = `${digest.slice(0, digest.indexOf(':'))}:${hash.digest('hex')}`
  if (found !== digest)
    throw new ImageError('image.unreadable', `${what} holds other bytes: their digest is ${found}`)
}
