import { isPasswordValue, isTokenValue } from '../shape/assignment.js'
import { fake } from './samples.js'
import { separator } from './separator.js'
import type { SecretRule } from './types.js'

const quoted = /"([^"\\\n]{6,256})"|'([^'\\\n]{6,256})'|([^\s"'\\,;&<>(){}[\]|]{6,256})/.source
// A longer word is refused in one go, rather than for each of its characters.
const rest = /(?![\w.-]{25})[\w.-]{0,24}(?=["'\s:=>,])/.source
/** `not` says how a value may not begin: it would be refused after all, once it has been read to its end. */
const assignment = (keys: string, not = ''): RegExp =>
  new RegExp(`(?:${keys})${rest}${separator}${not}(?:${quoted})`)

/** A key that says what its value is, with a value that looks it. */
export const generic: readonly SecretRule[] = [
  {
    id: 'password-assignment',
    title: 'Password',
    severity: 'high',
    check: 'MG-SEC-003',
    generic: true,
    keywords: ['password', 'passwd', 'passphrase', '_pwd', '_pass', '-pwd', '-pass', 'dbpass'],
    ignoreCase: true,
    look: 'assigned',
    regex: assignment(
      'password|passwd|passphrase|[_-]pwd|[_-]pass(?!word|wd|phrase)|dbpass',
      '(?!pass(?:word|wd)[:=])',
    ),
    fits: isPasswordValue,
    positive: () => [
      'password: Tr0ub4dor&3xyz',
      '"DB_PASSWORD": "gJ7!kd02lsPq"',
      '- name: POSTGRES_PASSWORD\n          value: pg-Xk29dLq8',
      '{"name":"MYSQL_ROOT_PASSWORD","value":"root9Kd72"}',
      'mysql --user=root --password=Kd72mLp9q -e "select 1"',
      'mysqldump --password Kd72mLp9q app',
      '<password>Kd72mLp9q</password>',
      'db:\n  password: supersecretpassword\n  user: me',
      'password: s3cr3t-pass-2024',
      'export DB_PASS=Kd72mLp9q',
      'exec: "SMTP_PASS=coffee-teapot-54x": executable file not found',
      'flags.go:59] FLAG: --rabbitmq-default-pass="berlin4711~"',
      'Server=db;Database=app;User Id=app;Password=Kd72mLp9q;Encrypt=true',
      'jdbc:mysql://db/app?user=root&password=Kd72mLp9q&useSSL=false',
      'spring.datasource.password=Kd72mLp9q',
      `passphrase = '${fake('hex', 32, 8)}'`,
    ],
    negative: () => [
      'password: <redacted>',
      'password: ${DB_PASSWORD}',
      'passwordSecretRef: db-credentials-2',
      '- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef:\n      key: password\n      name: db-1',
      'password:  12 bytes',
      'password: MTIgYnl0ZXMgbG9uZw==',
      'invalid password: authentication failed',
      'passwd:         files systemd',
      'PASSWORD_FILE=/run/secrets/db-Pass1',
      'password: string',
      'password: authentication failed for user',
      'E1120 invalid password: unauthorized',
      'minPasswordLength: 12chars',
      'http://<user>:<password>@proxy1.corp:3128',
    ],
  },
  {
    id: 'secret-assignment',
    title: 'Secret, token or API key',
    severity: 'high',
    check: 'MG-SEC-003',
    generic: true,
    keywords: [
      'secret',
      'token',
      'api_key',
      'apikey',
      'api-key',
      'access_key',
      'accesskey',
      'access-key',
      ...['private', 'encryption', 'signing', 'auth', 'master'].flatMap((use) =>
        ['_key', '-key', 'key'].map((key) => use + key),
      ),
      'credential',
    ],
    ignoreCase: true,
    look: 'assigned',
    regex: assignment(
      'secret|token|api[_-]?key|access[_-]?key|(?:private|encryption|signing|auth|master)[_-]?key|credential',
    ),
    fits: isTokenValue,
    positive: () => [
      `client_secret: ${fake('alnum', 32, 2)}`,
      `API_KEY=${fake('hex', 32, 4)}`,
      `"token": "${fake('url', 43, 6)}"`,
      `    token: ${fake('alnum', 40, 7)}`,
      `- name: ENCRYPTION_KEY\n  value: "${fake('base64', 44, 9)}"`,
      `{"name":"apiKey","value":"/${fake('base64', 42, 12)}="}`,
      `server --encryption-key=${fake('hex', 40, 9)}`,
      `--from-literal=token --token=${fake('alnum', 24, 9)}`,
    ],
    negative: () => [
      'token: OTQ2IGJ5dGVzIGxvbmc=',
      'secretName: prometheus-k8s-grpc-tls-1rbt7eb3d3q9g',
      'imagePullSecrets:\n- name: default-dockercfg-7x2kd',
      'secret: cloud-credential-operator-serving-cert-2',
      'bearerTokenFile: /var/run/secrets/kubernetes.io/serviceaccount/token',
      `token: ${'A'.repeat(32)}`,
      'tokenExpirationSeconds: 3607',
      'secret="openshift-monitoring/telemeter-trusted-ca-bundle-8i12ta5c71j38"',
      'continueToken: "2021-09-13T14:59:59.809558118Z"',
      'secretKeyRef: V1SecretKeySelector',
      `nextPageToken: ${fake('alnum', 32, 8)}`,
      `checksum/secret: ${fake('hex', 64, 8)}`,
      'f:password: {}',
      'token: options2.onresumptiontoken',
      'token := os.Getenv("API_TOKEN_V2_VALUE")',
    ],
  },
]
