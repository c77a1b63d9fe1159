const pieces: ((random: () => number) => string)[] = [
  (random) => '\n'.repeat(1 + (random() % 2)),
  () => '\r\n',
  (random) => ' '.repeat(random() % 5),
  (random) => Buffer.from(`user:${'pa ss'.repeat(random() % 30)}`).toString('base64'),
  (random) => Buffer.from(`{"a": "${'x?>~'.repeat(random() % 40)}"}`).toString('base64url'),
  (random) => Buffer.from(Array.from({ length: random() % 120 }, random)).toString('base64'),
  (random) => 'deadbeef01'.repeat(random() % 8),
  (random) =>
    (
      Buffer.from('text '.repeat(90))
        .toString('base64')
        .match(/.{1,64}/g) ?? []
    ).join(['\n', '\r\n  ', '\n\t'][random() % 3]),
  (random) =>
    (
      Buffer.from(Array.from({ length: 300 }, random))
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    ).join('\n'),
  (random) => ['-', '_', '=', ':', '"', 'name-of-something', 'a/b'][random() % 7] ?? '',
]

/** Numbers that are the same for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed * 2654435761
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state >>> 16
  }
}

/** A text of pieces that values in base64 are made of and look like. */
export function randomText(seed: number): string {
  const random = randomNumbers(seed)
  return Array.from(
    { length: 3 + (random() % 30) },
    () => pieces[random() % pieces.length]?.(random) ?? '',
  ).join('')
}

/** Bits that a search which folds cases may take for none. */
const flips = [0x20, 0x40, 0x80, 0x01]
const forms: ((text: string, random: () => number) => string)[] = [
  (text) => text,
  (text) => text.toUpperCase(),
  (text, random) => text.slice(0, 1 + (random() % text.length)),
  (text, random) => text.slice(random() % text.length),
  (text, random) => {
    const bytes = Buffer.from(text, 'latin1')
    const at = random() % bytes.length
    bytes[at] = (bytes[at] ?? 0) ^ (flips[random() % flips.length] ?? 0)
    return bytes.toString('latin1')
  },
  (_, random) => ' '.repeat(random() % 20),
  (_, random) => String.fromCharCode(random() & 0xff),
]

/** A text of keywords, of parts of them and of what differs from them in one bit, of several thousand bytes. */
export function randomKeywords(seed: number, keywords: readonly { text: string }[]): Buffer {
  const random = randomNumbers(seed)
  const parts = Array.from({ length: 1000 }, () => {
    const { text } = keywords[random() % keywords.length] ?? { text: '' }
    return forms[random() % forms.length]?.(text, random) ?? ''
  })
  return Buffer.from(parts.join(''), 'latin1')
}

const escapes = [
  '%',
  '%4',
  '%41',
  '%zz',
  '%2F%',
  '\\',
  '\\\\',
  '\\"',
  '\\n',
  '\\u',
  '\\u00',
  '\\u0041',
  '\\u00g1',
  '\\u0100',
  '\0',
]

/** A text of escapes, of what is cut off of them and of what lies between. */
export function randomEscapes(seed: number): Buffer {
  const random = randomNumbers(seed)
  const parts = Array.from({ length: random() % 60 }, () =>
    random() % 2 ? escapes[random() % escapes.length] : 'letters that go on'.slice(0, random() % 19),
  )
  return Buffer.from(parts.join(''), 'latin1')
}
