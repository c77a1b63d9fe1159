import { isRandomEnough } from '../shape/entropy.js'
import { fake } from './samples.js'
import type { SecretRule } from './types.js'

const dashes = '-'.repeat(5)

/** A made-up block of PEM with `lines` of 64 characters, each line after `indent`. */
function pem(kind: string, first: string, lines: number, indent = '', headers = ''): string {
  const body = Array.from({ length: lines }, (_, i) =>
    i === 0 ? first + fake('base64', 64 - first.length, i) : fake('base64', 64, i),
  )
  return [
    `${dashes}BEGIN ${kind}${dashes}`,
    ...(headers ? [headers, ''] : []),
    ...body,
    `${dashes}END ${kind}${dashes}`,
  ].join(`\n${indent}`)
}

/** The end of a line of PEM: what a log puts before it, and maybe a line's end that was written out, stand around it. */
const lastWord = /(?<![\w+/=.:-])([A-Za-z0-9+/]{16,6000}={0,2})["',]{0,3}[ \t\r]{0,8}$/
/** What stands between the first line of some keys and their base64. */
const headers = /^[ \t]{0,80}(?:\S{1,40}[ \t]{0,8})?(?:\b[A-Z][A-Za-z-]{2,20}: [^\n]{1,120}|\r?)$/

/**
 * The base64 of the key, without line ends, indentation or what a log puts before each line: from the line after the
 * first, or from the rest of that, up to the first line that has none.
 */
function body(value: string): string {
  const [rest = '', ...lines] = value
    .slice(value.indexOf('KEY') + 3)
    .replace(/^(?: BLOCK)?-----/, '')
    .split('\n')
  const words =
    rest.trim() === '' ? [] : (rest.match(/(?<![\w+/=.:-])[A-Za-z0-9+/]{24,6000}={0,2}(?![\w.:])/g) ?? [])
  if (rest.trim() !== '' && words.length === 0) return ''
  const found = [...words]
  for (const line of lines) {
    const word = lastWord.exec(line)?.[1]
    const isHeader = headers.test(line) && (word === undefined || line.includes(': '))
    if (found.length === 0 && isHeader) continue
    if (word === undefined) break
    found.push(word)
  }
  return found.join('').slice(0, 384)
}

/** Two hashes in a row are no key: base64 of one has letters of both cases in its first line. */
const isKeyBody = (text: string): boolean =>
  text.length >= 48 &&
  isRandomEnough(text) &&
  /[A-Z]/.test(text) &&
  /[a-z]/.test(text) &&
  /[g-zG-Z+/]/.test(text.slice(0, 44))

const key = 'PRIVATE KEY'

/** Keys that nobody but their owner may have. */
export const privateKeys: readonly SecretRule[] = [
  {
    id: 'private-key-pem',
    title: 'Private key (PEM)',
    severity: 'critical',
    check: 'MG-SEC-004',
    keywords: [key],
    regex:
      /(?<=-----BEGIN (?:(?:RSA|EC|DSA|OPENSSH|ENCRYPTED|ANY|SSH2 ENCRYPTED|PGP) )?)PRIVATE KEY(?: BLOCK)?-----(?:[^-\\\0]|-(?!----)){40,6000}/,
    span: 6200,
    accept: (value) => isKeyBody(body(value)),
    normalize: body,
    positive: () => [
      pem(`RSA ${key}`, 'MIIEpAIBAAKCAQEA', 25),
      pem(key, 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC', 26),
      pem(`EC ${key}`, 'MHcCAQEEI', 3),
      pem(`OPENSSH ${key}`, 'b3BlbnNzaC1rZXktdjE', 6),
      pem(`ENCRYPTED ${key}`, 'MIIFHDBOBgkqhkiG9w0BBQ0w', 27),
      pem(
        `RSA ${key}`,
        '',
        25,
        '',
        'Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFF',
      ),
      pem(`PGP ${key} BLOCK`, 'lQOYBF', 20, '', 'Version: GnuPG v2'),
      pem(`RSA ${key}`, 'MIIEpAIBAAKCAQEA', 25, '2026-11-20T10:00:00Z '),
      pem(key, 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC', 26, '      '),
    ],
    negative: () => [
      pem('CERTIFICATE', 'MIIDMjCCAhqgAwIBAgII', 16),
      pem('PUBLIC KEY', 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A', 6),
      `${dashes}BEGIN RSA ${key}${dashes}\n<redacted>\n${dashes}END RSA ${key}${dashes}`,
      `expected "${dashes}BEGIN RSA ${key}${dashes}" in the file, but there was something quite different in it`,
      `no "${dashes}BEGIN RSA ${key}${dashes}" found\n2026-11-20T10:00:00Z GET /api 200 ${fake('hex', 32, 2)}\n2026-11-20T10:00:01Z GET /api 200 ${fake('hex', 32, 3)}\n`,
      `${dashes}BEGIN ${key}${dashes}\n...\n${dashes}END ${key}${dashes}\n${fake('base64', 64)}`,
    ],
  },
  {
    id: 'private-key-der',
    title: 'Private key (base64 of DER)',
    severity: 'critical',
    check: 'MG-SEC-004',
    generic: true,
    keywords: [
      'IBAAKC',
      'IBAAKB',
      'IBADANBgkqhkiG9w0BAQEFAASC',
      'MHcCAQEEI',
      'MIGHAgEAMBMGByqGSM49',
      'MC4CAQAwBQYDK2Vw',
    ],
    regex:
      /(?:(?<=(?<![A-Za-z0-9+/])MII[A-Za-z0-9+/]{3})(?:IBAAK[BC]|IBADANBgkqhkiG9w0BAQEFAASC)|(?<![A-Za-z0-9+/])(?:MHcCAQEEI|MIGHAgEAMBMGByqGSM49|MC4CAQAwBQYDK2Vw))[A-Za-z0-9+/]{36,4000}={0,2}/,
    span: 4200,
    accept: isRandomEnough,
    normalize: (value) => value.slice(0, 384),
    positive: () => [
      `key: MIIEpA${'IBAAKCAQEA'}${fake('base64', 1500, 3)}`,
      `MIIEvQ${'IBADANBgkqhkiG9w0BAQEFAASC'}${fake('base64', 1500, 4)}`,
      `${'MHcCAQ'}EEI${fake('base64', 120, 5)}=`,
    ],
    negative: () => [
      `MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA${fake('base64', 300)}`,
      `MIIDMjCCAhqgAwIBAgII${fake('base64', 900)}`,
    ],
  },
  {
    id: 'private-key-putty',
    title: 'Private key (PuTTY)',
    severity: 'critical',
    check: 'MG-SEC-004',
    keywords: ['PuTTY-User-Key-File-'],
    regex: /PuTTY-User-Key-File-[123]: [^]{0,6000}?Private-Lines: \d{1,3}\s{1,16}([A-Za-z0-9+/=]{32,76})/,
    span: 6200,
    positive: () => [
      `PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nComment: me\nPublic-Lines: 1\n${fake('base64', 64, 1)}\nPrivate-Lines: 1\n${fake('base64', 64, 2)}`,
    ],
    negative: () => ['PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\n'],
  },
  {
    id: 'jwk-private',
    title: 'Private key (JSON Web Key)',
    severity: 'critical',
    check: 'MG-SEC-004',
    keywords: ['"kty"'],
    regex:
      /(?<=\{[^{}]{0,250})"kty"\s{0,4}:\s{0,4}"(?:RSA|EC|OKP|oct)"[^{}]{0,3000}?"[dk]"\s{0,4}:\s{0,4}"([A-Za-z0-9_-]{32,700})"/,
    span: 4000,
    accept: isRandomEnough,
    positive: () => [`{"kty":"RSA","e":"AQAB","n":"${fake('url', 342, 1)}","d":"${fake('url', 342, 2)}"}`],
    negative: () => [`{"kty":"RSA","e":"AQAB","n":"${fake('url', 342, 1)}"}`],
  },
  {
    id: 'wireguard-key',
    title: 'Private key (WireGuard)',
    severity: 'critical',
    check: 'MG-SEC-004',
    keywords: ['PrivateKey =', 'PrivateKey=', 'PresharedKey =', 'PresharedKey='],
    regex: /P(?:rivate|reshared)Key {0,2}= {0,2}([A-Za-z0-9+/]{43}=)(?![A-Za-z0-9+/=])/,
    accept: isRandomEnough,
    positive: () => [`[Interface]\nPrivateKey = ${fake('base64', 43, 3)}=`],
    negative: () => [`PublicKey = ${fake('base64', 43, 3)}=`, 'PrivateKey = <redacted>'],
  },
]
