import { StringDecoder } from 'node:string_decoder'

/** The lines of a byte stream, without their ends; a last line without one counts too. Works in chunks: readline is slower and swallows errors. */
export async function* lines(source: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for await (const chunk of source) {
    const text = typeof chunk === 'string' ? chunk : decoder.write(chunk)
    if (!text.includes('\n')) {
      rest += text
      continue
    }
    const parts = (rest + text).split('\n')
    rest = parts.pop() ?? ''
    yield* parts
  }
  rest += decoder.end()
  if (rest !== '') yield rest
}
