import { Stretch } from './stretch.js'
import type { Broken, RawDocument } from './types.js'

const separator = Buffer.from('\n---')

/** Parts a stream of YAML at the lines that begin with `---`, without parsing it; such a line begins its document. */
export async function* splitYaml(
  blocks: AsyncIterable<Buffer>,
  start = { line: 1, offset: 0 },
): AsyncGenerator<RawDocument | Broken> {
  const rest = new Stretch('yaml', start)
  let searched = 0
  for await (const block of blocks) {
    rest.append(block)
    for (;;) {
      const at = rest.bytes.indexOf(separator, searched)
      // The byte behind it tells whether it is one, so it has to be there.
      if (at === -1 || at + separator.length >= rest.bytes.length) {
        searched = at === -1 ? Math.max(0, rest.bytes.length - separator.length) : at
        break
      }
      if (!isSpace(rest.bytes[at + separator.length])) {
        searched = at + separator.length
        continue
      }
      yield rest.take(at + 1)
      searched = 0
    }
    const tooLarge = rest.tooLarge()
    if (tooLarge) {
      yield tooLarge
      return
    }
  }
  // The file may end with a separator that nothing follows.
  if (rest.bytes.subarray(-separator.length).equals(separator)) yield rest.take(rest.bytes.length - dashes)
  if (rest.bytes.length > 0) yield rest.take(rest.bytes.length)
}

const dashes = 3

const isSpace = (byte: number | undefined) => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d
