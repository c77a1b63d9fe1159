import { gzipMagic } from './gunzip.js'
import { readTarHeader } from './tar-header.js'

export type Packing = 'gzip' | 'tar'

/** As many first bytes as `packing` wants to see. */
export const sniffSize = 512

/** How the data is packed, by its first bytes and never by its name; `undefined` for plain data. */
export function packing(head: Buffer): Packing | undefined {
  if (head.subarray(0, 3).equals(gzipMagic)) return 'gzip'
  return isTarHeader(head) ? 'tar' : undefined
}

/** The checksum decides: old archives carry no magic, and a magic alone is easily a coincidence in text. */
export function isTarHeader(head: Buffer): boolean {
  const header = readTarHeader(head)
  return header !== undefined && header !== 'end' && header.path !== ''
}

const others: readonly [name: string, magic: readonly number[], unpack: string][] = [
  ['zip archive', [0x50, 0x4b, 0x03, 0x04], 'unzip'],
  ['empty zip archive', [0x50, 0x4b, 0x05, 0x06], 'unzip'],
  ['xz file', [0xfd, 0x37, 0x7a, 0x58, 0x5a], 'xz -d'],
  ['bzip2 file', [0x42, 0x5a, 0x68], 'bunzip2'],
  ['zstd file', [0x28, 0xb5, 0x2f, 0xfd], 'zstd -d'],
  ['7z archive', [0x37, 0x7a, 0xbc, 0xaf], '7z x'],
]

/** What a file is that no capture comes in, and the command that unpacks it. */
export function unsupportedPacking(head: Buffer): { name: string; unpack: string } | undefined {
  const found = others.find(([, magic]) => magic.every((byte, index) => head[index] === byte))
  return found && { name: found[0], unpack: found[2] }
}
