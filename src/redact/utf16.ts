import { StringDecoder } from 'node:string_decoder'
import { TextDecoder } from 'node:util'
import type { Utf16 } from '../lib/utf16.js'
import type { Sink } from './redact-stream.js'

/** Text in UTF-16 as UTF-8, as it comes; without its mark. */
export async function* asUtf8(
  chunks: AsyncIterable<Buffer>,
  encoding: Utf16,
): AsyncGenerator<Buffer, void, undefined> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }))
  yield Buffer.from(decoder.decode())
}

/** Takes UTF-8 and passes on UTF-16, the mark first. */
export function toUtf16(sink: Sink, encoding: Utf16): Sink {
  const decoder = new StringDecoder('utf8')
  let mark = '\ufeff'
  return async (bytes) => {
    const text = Buffer.from(mark + decoder.write(bytes), 'utf16le')
    mark = ''
    await sink(encoding === 'utf-16be' ? text.swap16() : text)
  }
}
