/** In which forms a secret may come out of a program that has read it, and the search for them. */

/** What a mask may show of a value. */
const shown = 4
/** As much of a value in a row is as good as the value. */
const pieceLength = 12

/** The texts to look for: raw, in base64 at the three alignments, in hex, escaped; and pieces of it as it is. */
export function formsOf(secret: string): string[] {
  return [...new Set([...encodings.flatMap((encode) => encode(secret)), ...piecesOf(secret)])]
}

/** Pieces so close together that any longer one holds one of them; without the beginning that a mask may show. */
function piecesOf(secret: string): string[] {
  const rest = secret.slice(shown)
  const count = Math.max(0, Math.floor((rest.length - pieceLength) / 4) + 1)
  return Array.from({ length: count }, (_, index) => rest.slice(index * 4, index * 4 + pieceLength))
}

const bytes = (text: string) => Buffer.from(text, 'utf8')

const encodings: readonly ((text: string) => string[])[] = [
  (text) => [text],
  (text) => [0, 1, 2].map((before) => inBase64(text, before)),
  (text) => [0, 1, 2].map((before) => inBase64(text, before).replaceAll('+', '-').replaceAll('/', '_')),
  (text) => [bytes(text).toString('hex'), bytes(text).toString('hex').toUpperCase()],
  (text) => [JSON.stringify(text).slice(1, -1), encodeURIComponent(text)],
  (text) => [text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')],
]

/** The digits of the value that do not depend on what stands around it, where `before` bytes of a group precede it. */
function inBase64(text: string, before: number): string {
  const encoded = Buffer.concat([Buffer.alloc(before), bytes(text)]).toString('base64')
  const start = Math.ceil((before * 8) / 6)
  const end = Math.floor(((before + bytes(text).length) * 8) / 6)
  return encoded.slice(start, end)
}

/** Which of the secrets stand in the bytes, by name; never the secrets themselves. */
export function leaksIn(content: Buffer | string, secrets: ReadonlyMap<string, string>): string[] {
  return searchFor(secrets)(content)
}

/** The same for many texts: what is looked for is made once. */
export function searchFor(secrets: ReadonlyMap<string, string>): (content: Buffer | string) => string[] {
  const wanted = [...secrets].map(([name, secret]) => ({ name, forms: formsOf(secret) }))
  return (content) => {
    const text = typeof content === 'string' ? content : content.toString('latin1')
    return wanted.filter(({ forms }) => forms.some((form) => text.includes(form))).map(({ name }) => name)
  }
}
