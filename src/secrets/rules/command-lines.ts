import { characterClasses, isRandomEnough } from '../shape/entropy.js'
import { isIdentifier } from '../shape/identifier.js'
import { isPlaceholder } from '../shape/placeholder.js'
import { fake } from './samples.js'
import type { SecretRule } from './types.js'

const isPassword = (value: string): boolean =>
  !isPlaceholder(value) && characterClasses(value) >= 2 && !isIdentifier(value)

/** What people type, send and say. */
export const commandLines: readonly SecretRule[] = [
  {
    id: 'curl-user',
    title: 'Password on a command line',
    severity: 'high',
    check: 'MG-SEC-003',
    generic: true,
    keywords: ['curl ', 'wget ', 'skopeo ', 'podman ', 'docker ', 'buildah '],
    regex:
      /(?:curl|wget|skopeo|podman|docker|buildah) [^\n]{0,300}?(?:-u|--user|--creds|--src-creds|--dest-creds)[ =]["']?[\w.@+|-]{1,128}:([^\s"'\\]{4,256})/,
    span: 900,
    accept: isPassword,
    positive: () => [
      `curl -sk -u admin:${fake('alnum', 10, 3)} https://localhost/api`,
      `skopeo copy --dest-creds=me:${fake('alnum', 16, 4)} a b`,
    ],
    negative: () => [
      'curl -u admin:$PASSWORD https://x',
      'docker run -u 1000:1000 image',
      'curl -u user:password https://x',
    ],
  },
  {
    id: 'sshpass',
    title: 'Password on a command line',
    severity: 'high',
    check: 'MG-SEC-003',
    generic: true,
    keywords: ['sshpass -p'],
    regex: /sshpass -p ?["']?([^\s"'\\]{4,128})/,
    accept: isPassword,
    positive: () => [`sshpass -p '${fake('alnum', 10, 3)}' ssh root@host`],
    negative: () => ['sshpass -p $PASSWORD ssh root@host'],
  },
  {
    id: 'password-in-words',
    title: 'Password in a sentence',
    severity: 'high',
    check: 'MG-SEC-003',
    generic: true,
    keywords: ['password is ', 'password was ', 'password set to ', 'passwort: '],
    ignoreCase: true,
    regex: /(?:password (?:is|was|set to)|passwort:) ["'`]?([^\s"'`\\,;]{8,128})/,
    accept: (value) =>
      isPassword(value) &&
      /\d/.test(value) &&
      /[A-Za-z]/.test(value) &&
      isRandomEnough(value.replace(/\.$/, '')),
    positive: () => ['the admin password is 7Hs9kQ2mZx41'],
    negative: () => [
      'the password is expired',
      'password is required',
      'password was changed at 2026-11-20T10:00:00Z',
    ],
  },
  {
    id: 'session-cookie',
    title: 'Session cookie',
    severity: 'high',
    check: 'MG-SEC-003',
    generic: true,
    keywords: ['cookie: ', 'cookie":'],
    ignoreCase: true,
    regex:
      /(?<=(?:^|[^\w-]|set-))cookie(?:: |":\s{0,4}\[?")[^\n]{0,600}?(?:session|sess|sid|token|auth|csrf|_oauth_proxy)[\w.-]{0,40}=([^;\s"'\\]{16,1500})/,
    span: 2400,
    accept: (value) => !isPlaceholder(value) && /\d/.test(value) && isRandomEnough(value),
    positive: () => [
      `Cookie: lang=en; session=${fake('alnum', 40, 3)}`,
      `"Set-Cookie":["openshift-session-token=${fake('url', 60, 4)}; Path=/"]`,
    ],
    negative: () => [
      'Cookie: lang=en; theme=dark',
      'Set-Cookie: session=deleted; Max-Age=0',
      'cookie: session=<redacted>',
    ],
  },
  {
    id: 'vault-legacy',
    title: 'HashiCorp Vault token',
    severity: 'critical',
    check: 'MG-SEC-003',
    keywords: ['vault_token', 'vault-token'],
    ignoreCase: true,
    regex: /vault[_-]token["']?\s{0,4}[:=]\s{0,4}["']?([sbr]\.[A-Za-z0-9]{24,120})(?![A-Za-z0-9])/,
    accept: isRandomEnough,
    positive: () => [`X-Vault-Token: s.${fake('alnum', 24, 4)}`],
    negative: () => ['vault_token: s.x', 'VAULT_TOKEN: secrets.production'],
  },
]
