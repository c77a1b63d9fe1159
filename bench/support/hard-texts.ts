/** Text that is hard on a scanner: so many bytes of it, made of one piece that is repeated. */
export interface HardText {
  name: string
  make: (bytes: number) => Buffer
}

const repeated = (piece: string) => (bytes: number) => Buffer.alloc(bytes, Buffer.from(piece, 'latin1'))

/** Another piece each time, so that nothing that is known of one helps with the next. */
const different = (piece: (random: string) => string) => (bytes: number) => {
  const random = createRandom(17)
  const pieces: string[] = []
  for (let size = 0; size < bytes; size += pieces.at(-1)?.length ?? 0) pieces.push(piece(random()))
  return Buffer.from(pieces.join(''), 'latin1').subarray(0, bytes)
}

/** Gives ten letters and digits at a time. */
function createRandom(seed: number): () => string {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const first = state.toString(36)
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return `${first}${state.toString(36)}K7x`.slice(-10)
  }
}

const base64 = (text: string) => Buffer.from(text).toString('base64')

/** Base64 of base64 of base64 of base64: every layer is peeled. */
const wrapped = (text: string, times: number): string =>
  times === 0 ? text : wrapped(base64(text), times - 1)

export const hardTexts: readonly HardText[] = [
  { name: 'one line', make: repeated('2026-11-20 level=info msg="synced 17 objects of shop" took=12ms; ') },
  { name: 'one word', make: repeated('abcdefghijklmnopqrstuvwxyz0123456789') },
  { name: 'password= without end', make: repeated('password=') },
  { name: 'password= and values', make: repeated('password=Kd72mLp9q ') },
  { name: 'password: on lines', make: repeated('password: Kd72mLp9q\n') },
  { name: 'password= and another value each', make: different((random) => `password=${random}\n`) },
  { name: 'token: and another value each', make: different((random) => `token: ${random}${random}Zq\n`) },
  {
    name: 'password: and another name each',
    make: different((random) => `password: shop-${random.toLowerCase()}-tls\n`),
  },
  { name: 'another token of GitHub each', make: different((random) => `ghp_${random.repeat(4)}\n`) },
  {
    name: 'another JWT that is none each',
    make: different((random) => `${base64('{"a":"' + random + '}')}.${random.repeat(6)}.${'c'.repeat(43)} `),
  },
  {
    name: 'another URL with a password each',
    make: different((random) => `https://user:${random}@h\n`),
  },
  { name: 'secret token key', make: repeated('secret_token_api_key_') },
  { name: 'eyJ without end', make: repeated('eyJh') },
  {
    name: 'JWTs that are none',
    make: repeated(`eyJh${'a'.repeat(40)}.${'b'.repeat(60)}.${'c'.repeat(43)} `),
  },
  {
    name: 'beginnings of private keys',
    make: repeated(`${'-'.repeat(5)}BEGIN RSA PRIVATE KEY${'-'.repeat(5)}\n`),
  },
  { name: 'URLs', make: repeated('https://user:pass@') },
  { name: 'AKIA without end', make: repeated('AKIA') },
  { name: 'quotation marks', make: repeated('"') },
  { name: 'backslashes', make: repeated('\\"') },
  { name: 'escaped quotes', make: repeated('{\\"a\\":\\"b\\"},') },
  { name: 'percent signs', make: repeated('%41') },
  { name: 'percent-encoded percent signs', make: repeated('%2525') },
  {
    name: 'base64 of text',
    make: repeated(base64('password: Kd72mLp9q and more of this sort.\n'.repeat(30)) + '\n'),
  },
  {
    name: 'base64 of base64 of base64',
    make: repeated(wrapped('the quick brown fox jumps over the lazy dog. '.repeat(20), 4) + '\n'),
  },
  {
    name: 'base64 in one line',
    make: repeated(base64('the quick brown fox jumps over it').replace(/=/g, '')),
  },
  { name: 'beginnings of gzip', make: repeated('H4sIAAAAAAAA ') },
  { name: 'spaces', make: repeated(' ') },
  { name: 'line ends', make: repeated('\n') },
  { name: 'zero bytes', make: repeated('\0') },
  { name: 'kind: Secret', make: repeated('kind: Secret\n') },
  { name: 'value:', make: repeated('- name: A\n  value: ') },
  { name: 'brackets', make: repeated('[') },
]
