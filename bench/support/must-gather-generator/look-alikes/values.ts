import { base62Checksum } from '../kinds/checksum.js'
import { publicKey, certificate, pem } from '../kinds/der.js'
import type { Random } from '../random.js'
import { alnum, base64, digits, hex, lower, nameParts, urlSafe } from '../random.js'
import type { Kind, SampleForm } from '../types.js'

const looks = (
  kind: string,
  names: readonly string[],
  value: (random: Random) => string,
  form: SampleForm = 'value',
): Kind => ({
  kind,
  form,
  make: (random) => ({ name: random.pick(names), value: value(random) }),
})

const encode = (value: string) => Buffer.from(value).toString('base64')
const secretNames = [
  'DB_PASSWORD',
  'password',
  'API_KEY',
  'token',
  'CLIENT_SECRET',
  'adminPassword',
  'AUTH_TOKEN',
] as const

/** A checksum that is none: its last digit is another one. */
const wrong = (prefix: string, random: Random) => {
  const body = random.text(alnum, 30)
  const sum = base62Checksum(body)
  return `${prefix}_${body}${sum.slice(0, -1)}${sum.endsWith('7') ? '8' : '7'}`
}

/** Values that are public although they stand where secrets do. */
export const lookAlikeKinds: readonly Kind[] = [
  looks('elided value', secretNames, (random) => encode(`${random.between(8, 900)} bytes long`)),
  looks('redacted value', secretNames, (random) =>
    random.pick(['<redacted>', 'REDACTED', '********', '[REDACTED]', '<masked>', 'xxxxxxxx', '*****']),
  ),
  looks('placeholder', secretNames, (random) =>
    random.pick([
      'changeme',
      'your-api-key-here',
      '<password>',
      'CHANGE_ME',
      'insert-your-token',
      'example-password-1',
      'dummy-token-123',
    ]),
  ),
  looks('template', secretNames, (random) =>
    random.pick([
      '${DB_PASSWORD}',
      '$(DB_PASSWORD)',
      '{{ .Values.db.password }}',
      '$DB_PASSWORD',
      '%(ENV_PASSWORD)s',
      '{{ lookup("env","TOKEN") }}',
    ]),
  ),
  looks(
    'name of a Secret',
    ['passwordSecret', 'secretName', 'tokenSecretName', 'pull-secret', 'existingSecret', 'credentialsSecret'],
    (random) => `db-credentials-${random.text(nameParts, 5)}`,
  ),
  looks(
    'path of a secret',
    ['TOKEN_FILE', 'PASSWORD_FILE', 'tokenPath', 'client-secret-file', 'API_KEY_PATH'],
    (random) => `/var/run/secrets/${random.text(lower, 6)}/token-${random.int(9)}`,
  ),
  looks(
    'UUID',
    ['clientId', 'tenantId', 'subscription_id', 'CLUSTER_ID', 'token_id', 'secretUID'],
    (random) => random.uuid(),
  ),
  looks('digest', ['IMAGE_DIGEST', 'checksum/secret', 'config-hash', 'secret-hash', 'tokenHash'], (random) =>
    random.text(hex, 64),
  ),
  looks('git commit', ['SOURCE_GIT_COMMIT', 'revision', 'gitCommit', 'OS_GIT_COMMIT'], (random) =>
    random.text(hex, random.pick([40, 7, 12])),
  ),
  looks(
    'image reference',
    ['RELATED_IMAGE_TOKEN_REFRESHER', 'IMAGE', 'secret_image'],
    (random) => `quay.io/org/token-refresher@sha256:${random.text(hex, 64)}`,
  ),
  looks(
    'generated name',
    ['POD_NAME', 'HOSTNAME', 'tokenPod'],
    (random) => `token-controller-${random.text(nameParts, 10)}-${random.text(nameParts, 5)}`,
  ),
  looks('wrong checksum', ['GITHUB_TOKEN', 'EXAMPLE', 'note', 'NPM_TOKEN'], (random) =>
    wrong(random.pick(['ghp', 'gho', 'ghs', 'npm']), random),
  ),
  looks(
    "documentation's example",
    ['AWS_ACCESS_KEY_ID', 'aws_access_key_id'],
    () => `AKIA${'IOSFODNN7EXAMPLE'}`,
  ),
  looks(
    "documentation's example",
    ['AWS_SECRET_ACCESS_KEY'],
    () => `wJalrXUtnFEMI/K7MDENG/bPxRfiCY${'EXAMPLEKEY'}`,
  ),
  looks("documentation's example", ['jwt', 'token'], () =>
    [
      encode('{"alg":"HS256","typ":"JWT"}').replace(/=+$/, ''),
      encode('{"sub":"1234567890","name":"John Doe","iat":1516239022}').replace(/=+$/, ''),
      'SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c',
    ].join('.'),
  ),
  looks(
    'shaped like a JWT',
    ['etag', 'cursor', 'state'],
    (random) => `eyJ${random.text(urlSafe, 20)}.eyJ${random.text(urlSafe, 40)}.${random.text(urlSafe, 43)}`,
  ),
  looks('unsigned JWT', ['hint', 'debug'], () => `${encode('{"alg":"none"}')}.${encode('{"sub":"me"}')}.`),
  looks('text in base64', ['motd', 'banner', 'LICENSE_B64'], (random) =>
    encode(`This cluster is managed by the platform team, ask in room ${random.int(90)}.`),
  ),
  looks(
    'setting about secrets',
    [
      'passwordMinLength',
      'tokenExpirationSeconds',
      'passwordPolicy',
      'secretNamespace',
      'TOKEN_TTL',
      'tokenType',
      'passwordHistory',
    ],
    (random) => random.pick([String(random.between(8, 90000)), '24h0m0s', 'strict', 'openshift-config']),
  ),
  looks('continue token', ['continueToken', 'nextPageToken', 'continue'], (random) =>
    encode(
      `{"v":"meta.k8s.io/v1","rv":${random.int(9e6)},"start":"openshift-${random.text(lower, 6)}\\u0000"}`,
    ),
  ),
  looks('trace', ['traceparent', 'X-Request-Id', 'requestID', 'etag'], (random) =>
    random.pick([
      `00-${random.text(hex, 32)}-${random.text(hex, 16)}-01`,
      random.text(hex, 32),
      `W/"${random.text(hex, 20)}"`,
    ]),
  ),
  looks(
    'cloud resource',
    ['KMS_KEY', 'keyId', 'kmsKeyARN'],
    (random) => `arn:aws:kms:eu-west-1:${random.text(digits, 12)}:key/${random.uuid()}`,
  ),
  looks(
    'URL without a password',
    ['DATABASE_URL', 'MONGO_URI', 'PROXY'],
    (random) =>
      random.pick([
        'postgres://user:password@localhost:5432/db',
        'mysql://$(DB_USER):$(DB_PASSWORD)@mysql:3306/app',
        'http://proxy.corp.internal:3128',
        'mongodb://db-0.db:27017,db-1.db:27017/?replicaSet=rs0',
        'https://user:****@git.example.internal/x.git',
        'redis://cache.payments.svc:6379/0',
        'http://<user>:<password>@proxy:3128',
      ]),
    'url',
  ),
  looks(
    'redacted header',
    ['Authorization'],
    (random) =>
      random.pick([
        'Bearer <masked>',
        'Basic <redacted>',
        'Bearer REDACTED',
        'Bearer $TOKEN',
        'Bearer ${TOKEN}',
        'Basic realm="restricted"',
      ]),
    'header',
  ),
  looks(
    'certificate',
    ['tls.crt', 'ca-bundle.crt', 'client.crt'],
    (random) => pem('CERTIFICATE', certificate(random)),
    'text',
  ),
  looks(
    'public key',
    ['id_rsa.pub', 'service-account.pub', 'cosign.pub'],
    (random) =>
      random.pick([
        () => pem('PUBLIC KEY', publicKey(random)),
        () => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${random.text(base64, 43)} core@bastion`,
        () => `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC${random.text(base64, 336)} admin@host`,
      ])(),
    'text',
  ),
  looks(
    'empty registry login',
    ['config.json'],
    () =>
      JSON.stringify({
        auths: { 'quay.io': { auth: '' }, 'registry.example.internal': { auth: '<redacted>' } },
      }),
    'text',
  ),
  looks(
    'kubeconfig with a file',
    ['kubeconfig'],
    () =>
      'apiVersion: v1\nclusters:\n- cluster:\n    certificate-authority: /var/run/secrets/kubernetes.io/serviceaccount/ca.crt\n    server: https://api-int:6443\n  name: local\nkind: Config\nusers:\n- name: default\n  user:\n    tokenFile: /var/run/secrets/kubernetes.io/serviceaccount/token',
    'kubeconfig',
  ),
  looks(
    'key that is only spoken of',
    ['README'],
    () =>
      `Put the key between ${'-'.repeat(5)}BEGIN RSA PRIVATE KEY${'-'.repeat(5)} and ${'-'.repeat(5)}END RSA PRIVATE KEY${'-'.repeat(5)}, one line each.`,
    'text',
  ),
  looks(
    'public JWK',
    ['jwks'],
    (random) =>
      JSON.stringify({
        keys: [
          {
            use: 'sig',
            kty: 'RSA',
            kid: random.text(urlSafe, 43),
            alg: 'RS256',
            n: random.text(urlSafe, 342),
            e: 'AQAB',
          },
        ],
      }),
    'text',
  ),
]
