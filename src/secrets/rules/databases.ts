import { isPlaceholder } from '../shape/placeholder.js'
import { fake } from './samples.js'
import type { SecretRule } from './types.js'

const stores = [
  'postgres://',
  'postgresql://',
  'mysql://',
  'mariadb://',
  'mongodb://',
  'mongodb+srv://',
  'redis://',
  'rediss://',
  'amqp://',
  'amqps://',
  'sqlserver://',
  'nats://',
  'clickhouse://',
  'cockroachdb://',
  'oracle://',
  'couchbase://',
  'elasticsearch://',
]
const others = [
  'http://',
  'https://',
  'ftp://',
  'ftps://',
  'sftp://',
  'smtp://',
  'smtps://',
  'ldap://',
  'ldaps://',
  'ssh://',
  'git://',
  'socks5://',
  'mqtt://',
  'mqtts://',
]

const userinfo = /[a-z0-9+]{3,14}:\/\/[^\s:@/"'<>\\?#]{0,128}:([^\s@/"'<>\\]{3,256})@[A-Za-z0-9[$_.-]/

/** Whether the password part of a URL is one, rather than `****`, `$(PASSWORD)` or a documentation's `password`. */
function isPassword(value: string): boolean {
  return !isPlaceholder(value) && !/^(?:pass|pwd|pw|xxx+|\*+|%s|user|username|[{<[$].{1,200})$/i.test(value)
}

/** Connection strings and URLs with credentials in them. */
export const databases: readonly SecretRule[] = [
  {
    id: 'database-url',
    title: 'Password in a database URL',
    severity: 'critical',
    check: 'MG-SEC-003',
    generic: true,
    keywords: stores,
    ignoreCase: true,
    needs: { character: '@', within: 403 },
    regex: userinfo,
    accept: isPassword,
    positive: () => [
      `DATABASE_URL=postgresql://app:${fake('alnum', 14, 3)}@db.example.org:5432/app`,
      `redis://:${fake('alnum', 14, 3)}@cache:6379`,
    ],
    negative: () => [
      'postgres://user:password@localhost/db',
      'mysql://app:$(DB_PASSWORD)@db/app',
      'mongodb://db-0.db:27017,db-1.db:27017/?a=b@c',
    ],
  },
  {
    id: 'url-credentials',
    title: 'Password in a URL',
    severity: 'high',
    check: 'MG-SEC-003',
    generic: true,
    keywords: others,
    ignoreCase: true,
    needs: { character: '@', within: 403 },
    regex: userinfo,
    accept: isPassword,
    positive: () => [`httpProxy: http://proxy:${fake('alnum', 12, 4)}@proxy.example.org:3128`],
    negative: () => [
      'http://user:****@proxy:3128',
      'https://[::1]:8443/a@b',
      'https://user:xxxxx@host',
      'http://<user>:<pass>@host',
    ],
  },
  {
    id: 'netrc',
    title: 'Password in a .netrc line',
    severity: 'high',
    check: 'MG-SEC-003',
    keywords: ['machine '],
    regex: /machine [\w.-]{1,128}\s{1,8}login \S{1,128}\s{1,8}password (\S{4,256})/,
    span: 600,
    accept: isPassword,
    positive: () => [`machine api.example.org login me password ${fake('alnum', 12, 6)}`],
    negative: () => ['machine api.example.org login me password <password>'],
  },
]
