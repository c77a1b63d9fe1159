import type { ImageSource, OpenedImage, OpenOptions } from './types.js'

/**
 * Opens an image for reading, wherever it is. Throws `ImageError`: `image.not-found` where there is none,
 * `image.registry-unreachable` where nobody could tell, `image.unreadable` where it is damaged.
 */
export async function openImage(source: ImageSource, options: OpenOptions): Promise<OpenedImage> {
  options.signal.throwIfAborted()
  throw new Error(`not built yet: ${source.kind}`)
}
