import { isRandomEnough } from '../shape/entropy.js'
import { parseJwt } from '../shape/jwt.js'
import { isPlaceholder } from '../shape/placeholder.js'
import { isBasicCredential } from '../shape/basic.js'
import { base64, fake, join } from './samples.js'
import type { SecretRule } from './types.js'

const compactJws =
  /(?<![A-Za-z0-9_-])(?:eyJ|ey[AI]|ewo)[A-Za-z0-9_-]{8,1500}\.[A-Za-z0-9_-]{8,6000}\.[A-Za-z0-9_-]{16,1024}(?![A-Za-z0-9_.-])/
const jwtKeywords = [
  'eyJh',
  'eyJ0',
  'eyJr',
  'eyJl',
  'eyJj',
  'eyJq',
  'eyJ4',
  'eyJ6',
  'eyJw',
  'eyJi',
  'eyAi',
  'ewog',
]

const jwt = (header: object, payload: object, seed: number): string => {
  const parts = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  return [...parts, fake('url', 86, seed)].join('.')
}
const sample = { sub: 'system:serviceaccount:n:default', iss: 'kubernetes/serviceaccount' }

function isSigned(token: string): boolean {
  const parsed = parseJwt(token)
  if (!parsed || typeof parsed.header['alg'] !== 'string' || parsed.header['alg'].toLowerCase() === 'none')
    return false
  // The example of every introduction to the format.
  return !(parsed.payload['sub'] === '1234567890' && parsed.payload['name'] === 'John Doe')
}

function isOfServiceAccount(token: string): boolean {
  const payload = parseJwt(token)?.payload ?? {}
  return 'kubernetes.io' in payload || String(payload['sub']).startsWith('system:serviceaccount:')
}

/** Tokens and credentials of Kubernetes, OpenShift and image registries. */
export const kubernetes: readonly SecretRule[] = [
  {
    id: 'service-account-token',
    title: 'Kubernetes service account token',
    severity: 'critical',
    check: 'MG-SEC-003',
    keywords: jwtKeywords,
    needs: { character: '.', within: 1504 },
    regex: compactJws,
    span: 8600,
    accept: (value) => isSigned(value) && isOfServiceAccount(value),
    positive: () => [`token: ${jwt({ alg: 'RS256', kid: 'x' }, sample, 1)}`],
    negative: () => [
      `token: ${jwt({ alg: 'RS256' }, { sub: 'me' }, 1)}`,
      `${jwt({ alg: 'none' }, sample, 1)}`,
    ],
  },
  {
    id: 'jwt',
    title: 'JSON Web Token',
    severity: 'high',
    check: 'MG-SEC-003',
    keywords: jwtKeywords,
    needs: { character: '.', within: 1504 },
    regex: compactJws,
    span: 8600,
    accept: (value) => isSigned(value) && !isOfServiceAccount(value),
    positive: () => [
      `Authorization: Bearer ${jwt({ alg: 'ES256' }, { iss: 'https://example.org', sub: 'me' }, 2)}`,
      `id_token=${jwt({ typ: 'JWT', alg: 'HS256' }, { sub: 'me', aud: ['x'] }, 3)}&state=1`,
    ],
    negative: () => [
      `${jwt({ alg: 'none' }, { sub: 'me' }, 3)}`,
      `${jwt({ typ: 'x' }, { sub: 'me' }, 3)}`,
      `${jwt({ alg: 'HS256' }, { sub: '1234567890', name: 'John Doe' }, 3)}`,
      `eyJhbGciOiJIUzI1NiJ9.not-json-at-all.${fake('url', 43)}`,
    ],
  },
  {
    id: 'openshift-token',
    title: 'OpenShift OAuth token',
    severity: 'critical',
    check: 'MG-SEC-003',
    keywords: ['sha256~'],
    // An OAuthAccessToken object has such a name too, which is the token's digest and not the token.
    regex:
      /(?<!(?:name["'\\]{0,4}\s{0,2}[:=]\s{0,2}["'\\]{0,4}|tokens[/ ]["']?|[A-Za-z0-9]))sha256~[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/,
    accept: (value) => isRandomEnough(value.slice(7)),
    positive: () => [
      `oc login --token=${join('sha', '256~', fake('url', 43, 3))}`,
      `"Bearer ${join('sha', '256~', fake('url', 43, 4))}"`,
    ],
    negative: () => [
      `name: ${join('sha', '256~', fake('url', 43, 3))}`,
      `/apis/oauth.openshift.io/v1/oauthaccesstokens/${join('sha', '256~', fake('url', 43, 3))}`,
    ],
  },
  {
    id: 'registry-auth',
    title: 'Image registry credentials',
    severity: 'critical',
    check: 'MG-SEC-003',
    keywords: ['auth"', "auth'", 'auth:'],
    regex: /(?<![\w-])auth["']?\s{0,8}:\s{0,8}["']?([A-Za-z0-9+/]{8,8000}={0,2})(?![A-Za-z0-9+/=])/,
    span: 8200,
    accept: isBasicCredential,
    positive: () => [
      `{"auths":{"quay.io":{"auth":"${base64(`org+robot:${fake('upper', 64, 2)}`)}","email":""}}}`,
    ],
    negative: () => [
      `{"auths":{"quay.io":{"auth":"${base64('you:<password>')}"}}}`,
      `{"auth":"${base64('32 bytes long')}"}`,
      'auth: password',
      '"auth": "AAAAAAAAAAAAAAAA"',
    ],
  },
  {
    id: 'registry-auth-bare',
    title: 'User and password in base64',
    severity: 'high',
    check: 'MG-SEC-003',
    generic: true,
    decoded: true,
    keywords: [],
    regex: /^[\w.+|@-]{2,120}:[\x21-\x39\x3b-\x7e]{12,2048}$/,
    span: 2200,
    accept: (value) => {
      const password = value.slice(value.indexOf(':') + 1)
      return (
        /[A-Za-z]/.test(password) &&
        isRandomEnough(password) &&
        isBasicCredential(base64(value)) &&
        !/[/\\ ]/.test(password)
      )
    },
    normalize: base64,
    positive: () => [`config: &{true ${base64(`org+robot:${fake('upper', 64, 3)}`)} false}`],
    negative: () => [
      `x ${base64('system:serviceaccount:openshift-monitoring:default')} y`,
      base64('32 bytes long'),
      base64('localhost:8080 is where it listens'),
    ],
  },
  {
    id: 'basic-header',
    title: 'Basic authentication header',
    severity: 'high',
    check: 'MG-SEC-003',
    keywords: ['basic '],
    ignoreCase: true,
    regex: /(?<![\w-])basic {1,2}([A-Za-z0-9+/]{8,2000}={0,2})(?![A-Za-z0-9+/=])/,
    span: 2200,
    accept: isBasicCredential,
    positive: () => [`Authorization: Basic ${base64('admin:s3cret-Enough')}`],
    negative: () => [
      'WWW-Authenticate: Basic realm="x"',
      'basic authentication',
      `Basic ${base64('no colon in here')}`,
    ],
  },
  {
    id: 'bearer-header',
    title: 'Bearer token in a header',
    severity: 'high',
    check: 'MG-SEC-003',
    generic: true,
    keywords: ['bearer '],
    ignoreCase: true,
    regex: /(?<![\w-])bearer {1,2}["']?([A-Za-z0-9._~+/-]{20,2000}={0,2})(?![A-Za-z0-9._~+/=-])/,
    span: 2200,
    accept: (value) =>
      !isPlaceholder(value) &&
      /\d/.test(value) &&
      /[A-Za-z]/.test(value) &&
      isRandomEnough(value) &&
      !/^\//.test(value),
    positive: () => [`curl -H "Authorization: Bearer ${fake('alnum', 40, 6)}"`],
    negative: () => [
      'Bearer <token>',
      'bearer tokens are read from the file',
      'Bearer authentication-is-not-enabled-here',
      `Bearer ${'x'.repeat(40)}`,
    ],
  },
  {
    id: 'bootstrap-token',
    title: 'kubeadm bootstrap token',
    severity: 'high',
    check: 'MG-SEC-003',
    keywords: ['token'],
    ignoreCase: true,
    look: 'dotted',
    regex: /token["']?(?:[:=]| )\s{0,2}["']?([a-z0-9]{6}\.[a-z0-9]{16})(?![\w.-])/,
    accept: (value) => /\d/.test(value) && /[a-z]/.test(value.slice(7)) && isRandomEnough(value),
    positive: () => [
      `kubeadm join 10.0.0.1:6443 --token ${fake('lower', 6, 2)}.${fake('lower', 16, 4)} --discovery`,
    ],
    negative: () => ['token: system.authentication', 'token: abcdef.0123456789abcdef.x'],
  },
  {
    id: 'kubeadmin-password',
    title: 'OpenShift kubeadmin password',
    severity: 'critical',
    check: 'MG-SEC-003',
    keywords: ['password', 'kubeadmin'],
    ignoreCase: true,
    look: 'groups',
    regex:
      /(?:password|kubeadmin)(?:[^\n]{0,40}?|["']?,?\s{1,60}["']?value["']?: {0,2}["']?)(?<![A-Za-z0-9-])([A-Za-z0-9]{5}(?:-[A-Za-z0-9]{5}){3})(?![A-Za-z0-9-])/,
    accept: (value) => /[a-z]/.test(value) && /[A-Z]/.test(value) && /[0-9]/.test(value),
    positive: () => [
      `Login with user: "kubeadmin", and password: "${[1, 2, 3, 4].map((i) => fake('alnum', 5, i + 2)).join('-')}"`,
      `- name: KUBEADMIN_PASSWORD\n  value: ${[1, 2, 3, 4].map((i) => fake('alnum', 5, i + 2)).join('-')}`,
    ],
    negative: () => ['password: aaaaa-bbbbb-ccccc-ddddd'],
  },
]
