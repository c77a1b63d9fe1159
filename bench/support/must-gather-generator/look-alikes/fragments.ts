import type { Piece, Plant } from '../piece.js'
import { joined, marked, plain } from '../piece.js'
import { managedFields } from '../background/objects.js'
import { certificate, pem } from '../kinds/der.js'
import { generated, metadata } from '../places/objects.js'
import { podItem } from '../places/yaml.js'
import type { Random } from '../random.js'
import { alnum, digits, hex, nameParts, urlSafe } from '../random.js'
import type { Fragment } from './types.js'

const encode = (value: string) => Buffer.from(value).toString('base64')

const said = (kind: string, line: (random: Random) => string): Fragment => ({
  kind,
  host: 'pod-log',
  make: (plant, random) => marked(`2026-11-20T10:22:13.110342111Z ${line(random)}`, plant),
})

const variable = (kind: string, text: (random: Random) => string): Fragment => ({
  kind,
  host: 'pods',
  make: (plant, random) => podItem(marked(text(random), plant), random),
})

function configMap(text: string, plant: Plant, random: Random): Piece {
  return joined([
    plain('- apiVersion: v1\n  data:'),
    marked(text, plant),
    plain(`  kind: ConfigMap\n${metadata('settings', 'payments', random)}`),
  ])
}

function secret(text: string, plant: Plant, random: Random): Piece {
  return joined([
    plain('- apiVersion: v1\n  data:'),
    marked(text, plant),
    plain(`  kind: Secret\n${metadata(generated('serving', random), 'payments', random)}\n  type: Opaque`),
  ])
}

/** Public things in the form that only gathered data has. */
export const lookAlikeFragments: readonly Fragment[] = [
  said('message about a password', (random) =>
    random.pick([
      'E1120 10:00:00.1 1 authenticator.go:33] invalid password: authentication failed for user "bob"',
      'FATAL:  password authentication failed for user "postgres"',
      'the password is expired since 2026-11-19T10:00:00Z',
      'password: authentication failed',
      `time="2026-11-20T10:00:00Z" level=info msg="rotated password of user svc-${random.text(nameParts, 5)}"`,
    ]),
  ),
  said('message about a token', (random) =>
    random.pick([
      `token is expired: 2026-11-20T10:00:0${random.int(9)}Z, refreshing`,
      `Token used from cache, token_hash=${random.text(hex, 64)}`,
      'error validating bearer token: [invalid bearer token, Token has been invalidated]',
      `got token for system:serviceaccount:payments:api-${random.text(nameParts, 5)}`,
      `resume watch with resourceVersion ${random.int(9e6)}, token bucket 500`,
    ]),
  ),
  said('message about a Secret', (random) =>
    random.pick([
      `Updated Secret/openshift-token-${random.text(nameParts, 5)} -n payments: cause by changes in data.token`,
      `secret "payments/default-token-${random.text(nameParts, 5)}" not found`,
      `mounting secret default-dockercfg-${random.text(nameParts, 5)} (checksum ${random.text(hex, 40)})`,
      `installing secret=serving-cert-${random.int(30)} revision=${random.int(30)}`,
    ]),
  ),
  said(
    'masked header',
    () =>
      'I1120 10:22:13.118 1 round_trippers.go:435] curl -v -XGET -H "Authorization: Bearer <masked>" https://10.0.0.1:6443/api',
  ),
  said(
    'printed struct',
    (random) =>
      `&Config{Host:"https://10.0.0.1", Username:"", Password:"", BearerToken:"--- REDACTED ---", TokenFile:"/var/run/token${random.int(9)}", Secret:(*v1.SecretReference)(0xc000${random.text(hex, 6)})}`,
  ),
  said('environment that was cut out', () => 'DB_PASSWORD=[hidden] API_KEY=*** TOKEN=<set>'),
  said('code', (random) =>
    random.pick([
      'at c.e.TokenService.refreshToken(TokenService.java:221)',
      'token := os.Getenv("API_TOKEN_V2")',
      'password = config.get("db.password1")',
      '  File "/app/auth.py", line 12, in get_secret_value_2',
    ]),
  ),
  said(
    'key that is only spoken of',
    () =>
      `failed to parse key: expected "${'-'.repeat(5)}BEGIN RSA PRIVATE KEY${'-'.repeat(5)}" but found none`,
  ),
  said(
    'name of a token',
    (random) =>
      `DELETE /apis/oauth.openshift.io/v1/oauthaccesstokens/sha${'256~'}${random.text(urlSafe, 43)} 200`,
  ),
  said(
    'long random text',
    (random) => `uploaded part etag=${random.text(hex, 32)} upload-id=${random.text(alnum, 64)}`,
  ),
  said(
    'hash of an image layer',
    (random) => `Copying blob sha256:${random.text(hex, 64)} done, diffID ${random.text(hex, 64)}`,
  ),
  variable(
    'reference to a Secret',
    (random) =>
      `- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef:\n      key: password\n      name: db-credentials-${random.text(nameParts, 5)}`,
  ),
  variable(
    'variable without a secret',
    (random) =>
      `- name: ${random.pick(['TOKEN_URL', 'PASSWORD_RESET_PATH', 'SECRET_NAME', 'API_KEY_HEADER', 'TOKEN_ISSUER'])}\n  value: ${random.pick(['https://sso.example.internal/token', '/reset', `creds-${random.text(nameParts, 5)}`, 'X-Api-Key'])}`,
  ),
  variable(
    'variable of a version',
    (random) => `- name: SECRET_REVISION\n  value: "${random.text(digits, 8)}"`,
  ),
  {
    kind: 'elided Secret',
    host: 'secrets',
    make: (plant, random) =>
      secret(
        `    password: ${encode(`${random.between(8, 40)} bytes long`)}\n    token: ${encode(`${random.between(80, 4000)} bytes long`)}`,
        plant,
        random,
      ),
  },
  {
    kind: 'certificate in a Secret',
    host: 'secrets',
    make: (plant, random) =>
      secret(
        `    ca.crt: ${encode(pem('CERTIFICATE', certificate(random)))}\n    tls.key: ${encode('1675 bytes long')}`,
        plant,
        random,
      ),
  },
  {
    kind: 'redacted Secret',
    host: 'secrets',
    make: (plant, random) => secret(`    password: ${encode('REDACTED')}\n    token: ""`, plant, random),
  },
  {
    kind: 'managed fields',
    host: 'config-maps',
    make: (plant, random) =>
      configMap(
        `    a: b\n${managedFields(random)
          .replace('.: {}', '.: {}\n            f:password: {}\n            f:api-token: {}')
          .replace(/^ {4}managedFields:/, '    managed: |')}`,
        plant,
        random,
      ),
  },
  {
    kind: 'list of Secret names',
    host: 'config-maps',
    make: (plant, random) =>
      configMap(
        `    secrets: default-token-${random.text(nameParts, 5)},builder-dockercfg-${random.text(nameParts, 5)}`,
        plant,
        random,
      ),
  },
  {
    kind: 'dashboard about passwords',
    host: 'config-maps',
    make: (plant, random) =>
      configMap(
        `    rules.yaml: |\n      - alert: PasswordExpires\n        expr: password_age_seconds{secret="db-${random.text(nameParts, 5)}",token="x"} > 86400\n        annotations:\n          summary: 'token: {{ $labels.token }} of {{ $labels.secret }}'`,
        plant,
        random,
      ),
  },
  {
    kind: 'schema',
    host: 'config-maps',
    make: (plant, random) =>
      configMap(
        '    schema.json: |\n      {"properties": {"password": {"type": "string", "minLength": 12}, "token": {"description": "A token, as base64url string"}, "apiKey": {"format": "uuid"}}}',
        plant,
        random,
      ),
  },
  {
    kind: 'binary in base64',
    host: 'config-maps',
    make: (plant, random) =>
      configMap(`    logo.png: ${random.bytes(900).toString('base64')}`, plant, random),
  },
  {
    kind: 'annotation with a digest',
    host: 'config-maps',
    make: (plant, random) =>
      configMap(
        `    checksum/secret: ${random.text(hex, 64)}\n    secret-revision: "${random.text(digits, 7)}"`,
        plant,
        random,
      ),
  },
  {
    kind: 'event about a Secret',
    host: 'events',
    make: (plant, random) =>
      joined([
        plain('- apiVersion: v1\n  count: 1\n  kind: Event'),
        marked(
          `  message: 'MountVolume.SetUp failed for volume "token-${random.text(nameParts, 5)}" : secret "api-token-${random.text(nameParts, 5)}" not found'`,
          plant,
        ),
        plain(metadata(`x.${random.text(hex, 16)}`, 'payments', random)),
      ]),
  },
  {
    kind: 'described Secret',
    host: 'describe',
    make: (plant) =>
      marked(
        'Name:         db-credentials\nType:         Opaque\n\nData\n====\npassword:  24 bytes\ntoken:     1024 bytes\nca.crt:    1099 bytes',
        plant,
      ),
  },
  {
    kind: 'described reference',
    host: 'describe',
    make: (plant, random) =>
      marked(
        `    Environment:\n      TOKEN:      <set to the key 'token' in secret 'creds-${random.text(nameParts, 5)}'>  Optional: false`,
        plant,
      ),
  },
  {
    kind: 'process without a secret',
    host: 'processes',
    make: (plant, random) =>
      marked(
        `root  ${random.between(900, 9000)}  0.0 0.1 1 1 ?  Ssl Nov19 0:01 oauth-proxy --cookie-secret-file=/etc/proxy/secrets/session_secret --client-secret-file=/var/run/secrets/token --upstream-ca=/etc/ca.crt --password-file=/run/p${random.int(9)}`,
        plant,
      ),
  },
  {
    kind: 'certificate in ignition',
    host: 'machine-configs',
    make: (plant, random) =>
      marked(
        `      - contents:\n          source: data:,${encodeURIComponent(pem('CERTIFICATE', certificate(random)))}\n        path: /etc/kubernetes/ca.crt`,
        plant,
      ),
  },
  {
    kind: 'public key in ignition',
    host: 'machine-configs',
    make: (plant, random) =>
      marked(
        `      - contents:\n          source: data:text/plain;charset=utf-8;base64,${encode(`ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC${random.text(alnum, 336)} core`)}\n        path: /home/core/.ssh/authorized_keys.d/core`,
        plant,
      ),
  },
  {
    kind: 'reference in JSON',
    host: 'pods-json',
    make: (plant, random) =>
      marked(
        JSON.stringify({
          kind: 'Pod',
          spec: {
            imagePullSecrets: [{ name: `default-dockercfg-${random.text(nameParts, 5)}` }],
            containers: [
              {
                env: [
                  {
                    name: 'API_TOKEN',
                    valueFrom: { secretKeyRef: { key: 'token', name: `t-${random.text(nameParts, 5)}` } },
                  },
                ],
              },
            ],
            volumes: [{ secret: { secretName: `serving-cert-${random.text(nameParts, 8)}` } }],
          },
        }),
        plant,
      ),
  },
]
