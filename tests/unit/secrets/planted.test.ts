import { describe, expect, it } from 'vitest'
import { createScanner, scanBytes, secretRules } from '../../../src/secrets/index.js'
import { base64, fake, join } from '../../../src/secrets/rules/samples.js'

const scanner = createScanner()
/** What is found in a text that stands between other lines: rules and lines. */
const found = (text: string) =>
  scanBytes(scanner, 'f', `apiVersion: v1\n${text}\nlast: line\n`).map(({ rule, line }) => `${rule}:${line}`)

const pems = secretRules.find(({ id }) => id === 'private-key-pem')?.positive() ?? []
const [pkcs1 = '', pkcs8 = '', ec = '', openssh = ''] = pems
const indent = (text: string) => text.replace(/^/gm, '    ')
const password = join('Gj7', 'Klm', '2pQx')
const auth = base64(`user:${password}`)
const jwt = (payload: object) =>
  [{ alg: 'RS256' }, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
const saToken = `${jwt({ sub: 'system:serviceaccount:a:b' })}.${fake('url', 342, 2)}`

describe('a secret where gathered data has them', () => {
  it.each<[string, string, string[]]>([
    [
      'the environment of a pod',
      `    - name: DB_PASSWORD\n      value: ${password}`,
      ['password-assignment:2'],
    ],
    [
      'the environment in JSON',
      `{"env":[{"name":"API_TOKEN","value":"${fake('alnum', 32)}"}]}`,
      ['secret-assignment:2'],
    ],
    [
      'AWS keys in a pod',
      `- name: AWS_SECRET_ACCESS_KEY\n  value: "${fake('base64', 40, 9)}"`,
      ['aws-secret-access-key:2'],
    ],
    ['a dump of the environment', `HOME=/root\nADMIN_PASSWORD=${password}`, ['password-assignment:3']],
    ['a script', 'set -eu\nexport DB_PASSWORD="berlin-winter-72x"', ['password-assignment:3']],
    ['describe', `    Environment:\n      DB_PASSWORD:            ${password}`, ['password-assignment:3']],
    [
      'a list of processes',
      `1 0 mysqld --user=root --password=${password} --port=3306`,
      ['password-assignment:2'],
    ],
    ['a structured log', `{"level":"info","user":"bob","password":"${password}"}`, ['password-assignment:2']],
    ['a log of pairs', `level=info msg="login" password=${password} user=bob`, ['password-assignment:2']],
    [
      'a service account token in a log',
      `I1120 10:00:00.1 1 x.go:1] token ${saToken}`,
      ['service-account-token:2'],
    ],
    ['a request that was logged', `"Authorization":["Bearer ${fake('alnum', 44, 8)}"]`, ['bearer-header:2']],
    ['a header with a password', `> Authorization: Basic ${auth}`, ['basic-header:2']],
    ['a ConfigMap with a key', `data:\n  tls.key: |\n${indent(pkcs1)}`, ['private-key-pem:4']],
    ['a Route', `  tls:\n    key: |-\n${indent(ec)}\n    termination: edge`, ['private-key-pem:4']],
    ['a key in a JSON string', `{"level":"info","msg":${JSON.stringify(pkcs8)}}`, ['private-key-pem:2']],
    ['a key of SSH', openssh, ['private-key-pem:2']],
    ['a kubeconfig with a key', `    client-key-data: ${base64(ec)}`, ['private-key-pem:2']],
    [
      'a kubeconfig with a token',
      `- name: admin\n  user:\n    token: ${fake('alnum', 32, 5)}`,
      ['secret-assignment:4'],
    ],
    ['a service account of Google', JSON.stringify({ private_key: `${pkcs8}\n` }), ['private-key-pem:2']],
    ['a pull secret', `{"auths":{"r.io":{"auth":"${auth}"}}}`, ['registry-auth:2']],
    [
      'a pull secret in base64',
      `.dockerconfigjson: ${base64(`{"auths":{"r.io":{"auth":"${auth}"}}}`)}`,
      ['registry-auth:2'],
    ],
    [
      'a MachineConfig',
      `source: data:,${encodeURIComponent(`{"auths":{"r.io":{"auth":"${auth}"}}}`)}`,
      ['registry-auth:2'],
    ],
    ['a proxy', `  httpsProxy: http://jdoe:${password}@proxy.corp:8080`, ['url-credentials:2']],
    ['a database URL', `  value: postgres://app:${password}@pg:5432/db?sslmode=disable`, ['database-url:2']],
    [
      'a configuration in a ConfigMap',
      `  config.yaml: |\n    db:\n      password: ${password}`,
      ['password-assignment:4'],
    ],
    ['a plain word as a password', 'db:\n  password: supersecretpassword', ['password-assignment:3']],
    [
      'escaped JSON in an annotation',
      `  last: "{\\"client_secret\\":\\"${fake('alnum', 30, 6)}\\"}"`,
      ['secret-assignment:2'],
    ],
    [
      'a token in a URL',
      `https://oauth2:${join('gl', 'pat-', fake('url', 20, 5))}@gitlab.com/x`,
      ['gitlab-personal:2'],
    ],
    [
      'an alert receiver',
      `- api_url: https://hooks.slack${'.com'}/services/T${fake('upper', 8)}/B${fake('upper', 10)}/${fake('alnum', 24)}`,
      ['slack-webhook:2'],
    ],
    [
      'a login command',
      `oc login --token=${join('sha', '256~', fake('url', 43, 6))} --server=https://api:6443`,
      ['openshift-token:2'],
    ],
    [
      'an installer log',
      `and password: \\"${[1, 2, 3, 9].map((seed) => fake('alnum', 5, seed)).join('-')}\\"`,
      ['kubeadmin-password:2'],
    ],
  ])('%s', (_, text, expected) => expect(found(text)).toEqual(expected))
})

describe('what only looks like one', () => {
  it.each([
    [
      'an elided value',
      `data:\n  password: ${base64('12 bytes long')}\n  token: ${base64('1024 bytes long')}`,
    ],
    ['describe of a Secret', 'Data\n====\npassword:  12 bytes\ntoken:     1024 bytes'],
    [
      'a certificate',
      `ca.crt: ${base64(`-----BEGIN CERTIFICATE-----\n${fake('base64', 64)}\n-----END CERTIFICATE-----`)}`,
    ],
    [
      'a public key',
      `-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A${fake('base64', 32)}\n-----END PUBLIC KEY-----`,
    ],
    ['an authorized key', `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC${fake('base64', 300)} me@host`],
    ['an image', `image: quay.io/org/token@sha256:${fake('hex', 64)}`],
    ['uids and versions', `uid: 3f2b6c1e-9d4a-4f6b-8c2d-1e5f7a9b0c3d\nresourceVersion: "19211"`],
    [
      'names of Secrets',
      'secretName: prometheus-k8s-tls-4x9zq\nimagePullSecrets:\n- name: default-dockercfg-7x2kd',
    ],
    [
      'a reference to a Secret',
      'name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef: {name: db-pass-1, key: password}',
    ],
    ['managed fields', 'f:password: {}\n"f:token":{".":{},"k:{\\"name\\":\\"API_TOKEN\\"}":{}}'],
    ['a volume', 'serviceAccountToken:\n  audience: openshift\n  expirationSeconds: 3607\n  path: token'],
    [
      'flags',
      '--cookie-secret-file=/etc/tls/cookie-secret/cookie-secret\n--secrets=localhost-recovery-client-token-7',
    ],
    ['a checksum of a Secret', `checksum/secret: ${fake('hex', 64, 3)}`],
    [
      'a token to go on with a list',
      `continueToken: "${base64('{"v":"meta.k8s.io/v1","rv":1,"start":"x"}')}"`,
    ],
    ['a documentation example', `aws_access_key_id: ${join('AK', 'IA', 'IOSFODNN7EXAMPLE')}`],
    [
      'placeholders',
      'password: <password>\ntoken: ${TOKEN}\napi_key: {{ .Values.apiKey }}\nsecret: REDACTED',
    ],
    ['a redacted URL', 'httpProxy: http://user:xxxxx@proxy:3128\nhttpsProxy: http://user:****@proxy:3128'],
    [
      'messages about passwords',
      'E1120 invalid password: authentication failed\nthe token is expired: 2026-11-20T10:00:00Z',
    ],
    ['a schema', 'password:\n  type: string\n  description: password of the user\ntoken: {type: string}'],
    ['the name of a token', `name: ${join('sha', '256~', fake('url', 43, 6))}`],
    [
      'an unsigned JWT',
      [{ alg: 'none' }, { sub: 'x' }].map((part) => base64(JSON.stringify(part))).join('.') + '.',
    ],
    ['code', 'token := os.Getenv("API_TOKEN_V2")\npassword = config.get("db.password1")'],
    [
      'a printed value of Go',
      'BearerToken:"--- REDACTED ---", Password:"", secretRef:v1.SecretReference{Name:"x9"}',
    ],
  ])('%s', (_, text) => expect(found(text)).toEqual([]))
})
