import { characterClasses, entropy, isRandomEnough } from '../shape/entropy.js'
import { isCamelCase, isIdentifier } from '../shape/identifier.js'
import { isPlaceholder } from '../shape/placeholder.js'
import { fake } from './samples.js'
import type { MatchContext, SecretRule } from './types.js'

const quoted = /"([^"\\\n]{6,256})"|'([^'\\\n]{6,256})'|([^\s"'\\,;&<>(){}[\]|]{6,256})/.source
// A value follows its key after a colon or an equals sign, as an option's argument, in an XML element, or as
// the `value` of an environment variable of that name.
const separator =
  /["']?(?:[ \t]{0,4}(?::=|=>|:|=)[ \t]{0,40}|(?<=--[\w-]{0,60}) |(?<=<[\w:]{0,60})>|,?\s{0,60}(?<=[\s,])["']?value["']?[ \t]{0,4}:[ \t]{0,4})/
    .source

const assignment = (keys: string): RegExp => new RegExp(`(?:${keys})[\\w.-]{0,24}${separator}(?:${quoted})`)

/** What a key ends with when its value only says where the secret is, how long it lives, or that there is one. */
const aboutSecrets =
  /(?:s|name|names|ref|refs|file|files|path|dir|id|ids|type|ttl|seconds|expiry|expires|expiration|url|uri|endpoint|version|revision|namespace|policy|format|length|count|rotation|hash|alg|algorithm|enabled|required|mode|review|request|audience|issuer|template|class|source|provider|prefix|suffix|status|reason|selector|label|annotation|controller|keyref|cert|ca|crt|mount|volume|hint|field|regex|pattern|usage|manager|generation|timestamp|digest|checksum|sha256|header|kind|scope|store|minter|signer)$/i

const compact = (key: string): string => key.replace(/[-_.]/g, '')

function keyOf({ before, match }: MatchContext): string {
  return (/[\w.-]{0,64}$/.exec(before)?.[0] ?? '') + (/^[\w.-]{1,64}/.exec(match)?.[0] ?? '')
}

function isPassword(value: string, context: MatchContext): boolean {
  if (isPlaceholder(value) || aboutSecrets.test(compact(keyOf(context))) || isCode(value, context))
    return false
  if (/\s/.test(value) && !/^\S{1,40} \S{1,40}$/.test(value)) return false
  if (isWholeLine(value, context))
    return /^[a-z]{8,64}$/.test(value) || (isVaried(value) && !isPath.test(value))
  return isVaried(value) && !isNamed(value)
}

function isVaried(value: string): boolean {
  return (
    characterClasses(value) >= 2 && /[A-Za-z]/.test(value) && /[^A-Za-z_-]/.test(value) && entropy(value) > 2
  )
}

const isPath = /^[/~.]|:\/\//

/** Whether a line of YAML or of properties has nothing but `password: value`: then even a plain word is one. */
function isWholeLine(value: string, { before, match, after }: MatchContext): boolean {
  if (!/(?:^|\n)[ \t]{0,64}["']?(?:[\w.]{0,40}[_.])?$/.test(before)) return false
  return (
    /^pass(?:word|wd|phrase)["']?[ \t]{0,4}[:=]/i.test(match) &&
    /^["']?[ \t]{0,4}(?:\r?\n|$)/.test(after) &&
    !/\s/.test(value)
  )
}

/** Names, paths, addresses and the like; but a UUID or a digest as a password is a password. */
function isNamed(value: string): boolean {
  return isIdentifier(value) && !/^[0-9a-f-]{32,128}$/i.test(value)
}

function isToken(value: string, context: MatchContext): boolean {
  if (value.length < 16 || /\s/.test(value) || !isRandomEnough(value)) return false
  if (isPlaceholder(value) || aboutSecrets.test(compact(keyOf(context))) || isCode(value, context))
    return false
  return (
    /\d/.test(value) && /[A-Za-z]/.test(value) && !isNamed(value) && !isCamelCase(value) && entropy(value) > 3
  )
}

/** Calls, fields, Go's printed values and template expressions: the code or the message that speaks of a secret. */
function isCode(value: string, { after }: MatchContext): boolean {
  return (
    /^[$@%*&~^!#`]?[\w.]{1,64}[([{]|^[&*]?\w{1,64}\.\w{1,64}$|^[a-z_][A-Za-z]{0,40}\d?(?:\.[A-Za-z_]{1,40}\d?){1,6}$|^\$|^(?:os|process|secrets|env|var)\.|[=<>]{2}|^0x|\.\.\.|…|^v\d{1,3}\./.test(
      value,
    ) || after.startsWith('(')
  )
}

/** A key that says what its value is, with a value that looks it. */
export const generic: readonly SecretRule[] = [
  {
    id: 'password-assignment',
    title: 'Password',
    severity: 'high',
    check: 'MG-SEC-003',
    generic: true,
    keywords: ['password', 'passwd', 'passphrase', '_pwd', '_pass', 'dbpass'],
    ignoreCase: true,
    regex: assignment('password|passwd|passphrase|_pwd|_pass(?!word|wd|phrase)|dbpass'),
    accept: isPassword,
    positive: [
      'password: Tr0ub4dor&3xyz',
      '"DB_PASSWORD": "gJ7!kd02lsPq"',
      '- name: POSTGRES_PASSWORD\n          value: pg-Xk29dLq8',
      '{"name":"MYSQL_ROOT_PASSWORD","value":"root9Kd72"}',
      'mysql --user=root --password=Kd72mLp9q -e "select 1"',
      'mysqldump --password Kd72mLp9q app',
      '<password>Kd72mLp9q</password>',
      'db:\n  password: supersecretpassword\n  user: me',
      'password: s3cr3t-pass-2024',
      'spring.datasource.password=Kd72mLp9q',
      `passphrase = '${fake('hex', 32, 8)}'`,
    ],
    negative: [
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
      'private_key',
      'encryption_key',
      'encryptionkey',
      'signing_key',
      'auth_key',
      'master_key',
      'credential',
    ],
    ignoreCase: true,
    regex: assignment(
      'secret|token|api[_-]?key|access[_-]?key|private_key|encryption_?key|signing_key|auth_key|master_key|credential',
    ),
    accept: isToken,
    positive: [
      `client_secret: ${fake('alnum', 32, 2)}`,
      `API_KEY=${fake('hex', 32, 4)}`,
      `"token": "${fake('url', 43, 6)}"`,
      `    token: ${fake('alnum', 40, 7)}`,
      `- name: ENCRYPTION_KEY\n  value: "${fake('base64', 44, 9)}"`,
      `--from-literal=token --token=${fake('alnum', 24, 9)}`,
    ],
    negative: [
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
      'token: options2.onresumptiontoken',
      'token := os.Getenv("API_TOKEN_V2_VALUE")',
    ],
  },
]
