/** What a failed pull says about the image: the registry does not have it, or nobody could ask. */
export type ImageFailure = 'unknown-image' | 'invalid-reference' | 'registry-trouble'

/** The first row that matches decides; the words are those of containerd, CRI-O and the registries behind them. */
const rows: readonly [RegExp, ImageFailure][] = [
  [/InvalidImageName|invalid reference format|couldn't parse image/i, 'invalid-reference'],
  [/ErrImageNeverPull|is not present with pull policy of Never/i, 'unknown-image'],
  [/toomanyrequests|too many requests|\b429\b|rate limit/i, 'registry-trouble'],
  [
    /no such host|connection refused|i\/o timeout|deadline exceeded|no route to host|network is unreachable/i,
    'registry-trouble',
  ],
  [/TLS handshake|x509:|certificate|connection reset|\bEOF\b|proxyconnect/i, 'registry-trouble'],
  [
    /\b5\d\d (?:Internal|Bad Gateway|Service|Gateway)|status(?: code)?:? 5\d\d|server error/i,
    'registry-trouble',
  ],
  [
    /not found|manifest unknown|name unknown|does not exist|no such image|reading manifest .* in/i,
    'unknown-image',
  ],
  // Registries hide private and missing repositories behind the same refusal: they answered, and gave nothing.
  [/pull access denied|insufficient_scope|unauthorized|\b401\b|\b403\b|denied|forbidden/i, 'unknown-image'],
]

/** Reads the message of a pull that failed. What nobody knows is not held against the image. */
export function classifyPull(message: string): ImageFailure {
  const words = withoutNames(message)
  return rows.find(([pattern]) => pattern.test(words))?.[1] ?? 'registry-trouble'
}

/** The names of images and hosts may hold any of the words: `quay.io/acme/certificate-operator`. */
function withoutNames(message: string): string {
  return message.replace(/"[^"]*"/g, '""').replace(/(?!i\/o\b)\S*\w\/\S+/g, '/')
}
