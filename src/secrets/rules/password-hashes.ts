import { fake } from './samples.js'
import type { SecretRule } from './types.js'

const bcrypt = '$2y$05$' + fake('alnum', 53, 2)
const shaCrypt = '$6$' + fake('alnum', 12, 3) + '$' + fake('alnum', 86, 4)

/** Password hashes: not the password, but what is needed to guess it at leisure. */
export const passwordHashes: readonly SecretRule[] = [
  {
    id: 'bcrypt-hash',
    title: 'Password hash (bcrypt)',
    severity: 'medium',
    check: 'MG-SEC-003',
    keywords: ['$2a$', '$2b$', '$2y$'],
    regex: /\$2[aby]\$\d{2}\$[./A-Za-z0-9]{53}(?![./A-Za-z0-9])/,
    positive: () => [`admin:${bcrypt}`],
    negative: () => ['$2y$05$short', 'awk "{print $2a$3}"'],
  },
  {
    id: 'crypt-hash',
    title: 'Password hash (crypt)',
    severity: 'medium',
    check: 'MG-SEC-003',
    keywords: ['$6$', '$5$', '$apr1$', '$y$j', '$argon2'],
    regex:
      /(?:\$[56]\$(?:rounds=\d{1,9}\$)?[./A-Za-z0-9]{4,16}\$(?:[./A-Za-z0-9]{86}|[./A-Za-z0-9]{43})|\$apr1\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}|\$y\$j[./A-Za-z0-9]{2,8}\$[./A-Za-z0-9]{8,32}\$[./A-Za-z0-9]{43}|\$argon2id?\$v=\d{1,3}\$m=\d{1,9},t=\d{1,4},p=\d{1,4}\$[A-Za-z0-9+/]{11,64}\$[A-Za-z0-9+/]{16,128})(?![./A-Za-z0-9])/,
    positive: () => [
      `root:${shaCrypt}:19000:0:99999:7:::`,
      `user:$apr1$${fake('alnum', 8, 1)}$${fake('alnum', 22, 5)}`,
    ],
    negative: () => ['print $6$7', '$apr1$short$'],
  },
]
