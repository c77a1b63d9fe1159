import { isUtf8 } from 'node:buffer'
import { behind, blocksOf } from './stretch.js'
import { splitJson } from './split-json.js'
import { splitYaml } from './split-yaml.js'
import type { Broken, RawDocument } from './types.js'

/**
 * The documents of a file, in order, none of them parsed: JSON objects in a row where it begins with one, else YAML. The
 * last may be why there are no more. What a document may be bounds the memory that this takes.
 */
export async function* splitDocuments(content: AsyncIterable<Buffer>): AsyncGenerator<RawDocument | Broken> {
  const blocks = blocksOf(content)
  const { value: first } = (await blocks.next()) as { value: Buffer | undefined }
  if (!first) return
  if (first.includes(0)) {
    yield { broken: 'it is no text: it holds a zero byte', line: 1 }
    return
  }
  const text = first.subarray(0, 3).equals(byteOrderMark) ? first.subarray(3) : first
  const documents = isJson(text) ? splitJson(behind(text, blocks)) : splitYaml(behind(text, blocks))
  for await (const document of documents) {
    if ('bytes' in document && !isUtf8(document.bytes)) {
      yield { broken: `it is not UTF-8, at byte ${firstBad(document)}`, line: lineOfBad(document) }
      return
    }
    yield document
  }
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

/** Begins with a brace, as `opm render` writes JSON; YAML that does is of the same shape. */
const isJson = (text: Buffer) => /^\s*\{/.test(text.subarray(0, 4096).toString('latin1'))

/** Of the file, 0-based. */
const firstBad = (document: RawDocument) => document.offset + validLength(document.bytes)

const lineOfBad = ({ bytes, line }: RawDocument) =>
  line + bytes.subarray(0, validLength(bytes)).toString('latin1').split('\n').length - 1

/** How many bytes at the beginning are UTF-8. */
function validLength(bytes: Buffer): number {
  let [good, bad] = [0, bytes.length]
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    // A character that is cut off by the cut is no fault: look up to the end of it.
    if (isUtf8(bytes.subarray(0, endOfCharacter(bytes, middle)))) good = middle
    else bad = middle
  }
  return good
}

function endOfCharacter(bytes: Buffer, at: number): number {
  let end = at
  while (end < bytes.length && end < at + 3 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end++
  return end
}
