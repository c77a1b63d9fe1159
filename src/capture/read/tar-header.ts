import { Header } from 'tar/header'

/** A tar header from its 512 bytes; `undefined` where they are none, by checksum. An all-zero block is one. */
export function readTarHeader(bytes: Buffer): Header | undefined {
  if (bytes.length < 512) return undefined
  try {
    const header = new Header(bytes)
    return header.nullBlock || header.cksumValid ? header : undefined
  } catch {
    // The library throws on numbers that cannot be: bytes of something else.
    return undefined
  }
}
