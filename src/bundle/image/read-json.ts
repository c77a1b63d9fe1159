import { formatBytes } from '../../lib/quantity.js'
import { isObject } from './descriptor.js'
import { ImageError } from './image-error.js'

/** No manifest, index or configuration is larger; registries refuse manifests beyond 4 MiB. */
const mostBytes = 8 * 1024 ** 2

/** Few bytes as a whole. Throws `image.unreadable` where they are many. */
export async function readSmall(chunks: AsyncIterable<Buffer>, what: string): Promise<Buffer> {
  const kept: Buffer[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > mostBytes)
      throw new ImageError('image.unreadable', `${what} is larger than ${formatBytes(mostBytes)}`)
    kept.push(Buffer.from(chunk))
  }
  return Buffer.concat(kept)
}

/** A JSON object. Throws `image.unreadable`. */
export function parseJson(bytes: Buffer, what: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    if (isObject(value)) return value
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new ImageError('image.unreadable', `${what} is no JSON object`)
}
