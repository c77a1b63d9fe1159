import { isRandomEnough } from '../shape/entropy.js'
import { isPlaceholder } from '../shape/placeholder.js'
import { fake, join } from './samples.js'
import { separator } from './separator.js'
import { tokenRule } from './token.js'
import type { SecretRule } from './types.js'

const random = (value: string): boolean => !isPlaceholder(value) && isRandomEnough(value)

const awsKeys: readonly SecretRule[] = [
  {
    id: 'aws-access-key-id',
    title: 'AWS access key id',
    severity: 'high',
    check: 'MG-SEC-003',
    keywords: ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
    regex: /(?<![A-Za-z0-9+/])A(?:KIA|SIA|BIA|CCA)[A-Z2-7]{16}(?![A-Za-z0-9+/])/,
    accept: random,
    positive: () => [
      `aws_access_key_id = ${join('AK', 'IA', fake('base32', 16, 3))}`,
      `"${join('AS', 'IA', fake('base32', 16, 8))}"`,
    ],
    negative: () => [
      `${join('AK', 'IA', 'IOSFODNN7EXAMPLE')}`,
      `${join('AK', 'IA', fake('base32', 15, 3))} short`,
      `${join('AK', 'IA', 'X'.repeat(16))}`,
      `MIIC${join('AK', 'IA', fake('base32', 16, 3))}`,
    ],
  },
  {
    id: 'aws-secret-access-key',
    title: 'AWS secret access key',
    severity: 'critical',
    check: 'MG-SEC-003',
    keywords: ['secret_access_key', 'secretaccesskey', 'aws_secret_key', 'secret-access-key'],
    ignoreCase: true,
    regex: new RegExp(
      `(?:(?:aws_)?secret[_-]?(?:access[_-]?)?key)${separator}["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])`,
    ),
    accept: (value) => random(value) && /[A-Z]/.test(value) && /[a-z]/.test(value) && /[0-9]/.test(value),
    positive: () => [
      `aws_secret_access_key = ${fake('base64', 40, 5)}`,
      `"SecretAccessKey": "${fake('base64', 40, 6)}"`,
      `- name: AWS_SECRET_ACCESS_KEY\n  value: ${fake('base64', 40, 7)}`,
      `{"name":"AWS_SECRET_ACCESS_KEY","value":"${fake('base64', 40, 7)}"}`,
    ],
    negative: () => [
      'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      `aws_secret_access_key: ${'a'.repeat(40)}`,
      `secretAccessKeySecretRef: ${fake('base64', 40, 5)}`,
    ],
  },
  {
    id: 'aws-session-token',
    title: 'AWS session token',
    severity: 'high',
    check: 'MG-SEC-003',
    keywords: ['IQoJb3JpZ2lu', 'FwoGZXIvYXdz', 'FQoGZXIvYXdz'],
    regex: /(?<![A-Za-z0-9+/])(?:IQoJb3JpZ2lu|F[wQ]oGZXIvYXdz)[A-Za-z0-9+/]{80,1500}={0,2}/,
    span: 1600,
    accept: random,
    positive: () => [`AWS_SESSION_TOKEN=${join('IQoJb3Jp', 'Z2lu', fake('base64', 200, 4))}`],
    negative: () => [`${join('IQoJb3Jp', 'Z2lu')} ${fake('base64', 200, 4)}`],
  },
]

const azureKeys: readonly SecretRule[] = [
  {
    id: 'azure-storage-key',
    title: 'Azure storage account key',
    severity: 'critical',
    check: 'MG-SEC-003',
    keywords: ['accountkey', 'sharedaccesskey', 'azurestorageaccountkey', 'storage_account_key'],
    ignoreCase: true,
    regex: new RegExp(
      `(?:accountkey|sharedaccesskey|azurestorageaccountkey|storage_?account_?key)${separator}["']?([A-Za-z0-9+/]{42,86}={1,2})`,
    ),
    accept: random,
    positive: () => [
      `DefaultEndpointsProtocol=https;AccountName=acc;AccountKey=${fake('base64', 86, 2)}==;EndpointSuffix=core.windows.net`,
      `SharedAccessKeyName=Root;SharedAccessKey=${fake('base64', 43, 9)}=`,
    ],
    negative: () => [`AccountKey=${'A'.repeat(86)}==`, 'accountKeySecret: storage-key'],
  },
  {
    id: 'azure-sas',
    title: 'Azure shared access signature',
    severity: 'high',
    check: 'MG-SEC-003',
    keywords: ['&sig=', '?sig='],
    regex:
      /(?<=(?:\bs[vepr]|se|SharedAccessSignature)=?[^\s"'<>]{0,220})[?&]sig=([A-Za-z0-9%+/]{40,140}(?:=|%3[dD])?)/,
    accept: random,
    normalize: (value) => value.replace(/%2b/gi, '+').replace(/%2f/gi, '/').replace(/%3d/gi, '='),
    positive: () => [
      `https://acc.blob.core.windows.net/c?sv=2022-11-02&se=2030-01-01&sr=c&sp=rl&sig=${fake('alnum', 40, 12)}%2Bx%3D`,
    ],
    negative: () => ['https://example.com/?a=1&sig=abc'],
  },
  {
    id: 'azure-client-secret',
    title: 'Microsoft Entra client secret',
    severity: 'critical',
    check: 'MG-SEC-003',
    keywords: Array.from('0123456789', (digit) => `${digit}Q~`),
    regex: /(?<=(?<![A-Za-z0-9_~.-])[A-Za-z0-9_~.]{3})\dQ~[A-Za-z0-9_~.-]{31,34}(?![A-Za-z0-9_~.-])/,
    accept: random,
    positive: () => [
      `clientSecret: ${join('aB3', '8', 'Q~', fake('url', 34, 15))}`,
      `clientSecret: ${join('aB3', '8', 'Q~.', fake('url', 33, 15))}`,
    ],
    negative: () => [`${join('8', 'Q~')}short`],
  },
]

const google: readonly SecretRule[] = [
  tokenRule({
    id: 'google-api-key',
    title: 'Google API key',
    prefixes: ['AIza'],
    alphabet: 'url',
    length: [35, 35],
  }),
  tokenRule({
    id: 'google-oauth-client-secret',
    title: 'Google OAuth client secret',
    prefixes: ['GOCSPX-'],
    alphabet: 'url',
    length: [28, 28],
  }),
  tokenRule({
    id: 'google-access-token',
    title: 'Google OAuth access token',
    prefixes: ['ya29.'],
    alphabet: 'url',
    length: [40, 500],
  }),
]

/** Cloud providers. */
export const cloud: readonly SecretRule[] = [
  ...awsKeys,
  ...azureKeys,
  ...google,
  tokenRule({
    id: 'digitalocean',
    title: 'DigitalOcean token',
    prefixes: ['dop_v1_', 'doo_v1_', 'dor_v1_'],
    alphabet: 'hex',
    length: [64, 64],
    severity: 'critical',
  }),
  tokenRule({
    id: 'alibaba-key-id',
    title: 'Alibaba Cloud access key id',
    prefixes: ['LTAI'],
    alphabet: 'alnum',
    length: [16, 24],
  }),
  tokenRule({
    id: 'tencent-secret-id',
    title: 'Tencent Cloud secret id',
    prefixes: ['AKID'],
    alphabet: 'alnum',
    length: [32, 32],
  }),
  tokenRule({
    id: 'yandex-api-key',
    title: 'Yandex Cloud API key',
    prefixes: ['AQVN'],
    alphabet: 'url',
    length: [35, 38],
  }),
  tokenRule({
    id: 'heroku-api-key',
    title: 'Heroku API key',
    prefixes: ['HRKU-'],
    alphabet: 'url',
    length: [30, 70],
  }),
  tokenRule({
    id: 'fly-token',
    title: 'Fly.io token',
    prefixes: ['fo1_', 'fm2_'],
    alphabet: 'url',
    length: [40, 800],
  }),
  tokenRule({
    id: 'planetscale',
    title: 'PlanetScale token or password',
    prefixes: ['pscale_tkn_', 'pscale_pw_'],
    alphabet: 'url',
    length: [32, 64],
  }),
  tokenRule({
    id: 'supabase',
    title: 'Supabase access token',
    prefixes: ['sbp_'],
    alphabet: 'hex',
    length: [40, 40],
  }),
]
