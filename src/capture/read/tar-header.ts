import { Header } from 'tar/header'

/** A tar header from its 512 bytes; `undefined` where they are none, by checksum. An all-zero block is one. */
export function readTarHeader(bytes: Buffer): Header | undefined {
  if (bytes.length < 512 || !mayHoldChecksum(bytes)) return undefined
  try {
    const header = new Header(bytes)
    return header.nullBlock || header.cksumValid ? header : undefined
  } catch {
    // The library throws on numbers that cannot be: bytes of something else.
    return undefined
  }
}

/** Whether the field of the checksum has nothing but what octal numbers are written with: in few texts it does. */
function mayHoldChecksum(bytes: Buffer): boolean {
  for (let at = 148; at < 156; at++) {
    const byte = bytes[at] as number
    const isOctal = byte >= 0x30 && byte <= 0x37
    if (!isOctal && byte !== 0x20 && byte !== 0) return false
  }
  return true
}
