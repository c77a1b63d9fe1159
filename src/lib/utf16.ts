import { TextDecoder } from 'node:util'
/** The text of UTF-16 that its first two bytes give away, as Windows' tools write it. */
export type Utf16 = 'utf-16le' | 'utf-16be'

export function utf16Of(bytes: Uint8Array): Utf16 | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined
}

/** The text of bytes that are UTF-8, or UTF-16 where they say so. */
export function decodeText(bytes: Buffer): string {
  const utf16 = utf16Of(bytes)
  return utf16 ? new TextDecoder(utf16).decode(bytes) : bytes.toString('utf8')
}
