import type { Random } from '../random.js'
import { alnum, base64, digits, hex, lower, urlSafe } from '../random.js'
import type { Kind } from '../types.js'
import { password, urlPassword } from './password.js'

const named = (kind: string, names: readonly string[], value: (random: Random) => string): Kind => ({
  kind,
  form: 'value',
  make: (random) => ({ name: random.pick(names), value: value(random) }),
})

const passwordNames = [
  ...[
    'DB_PASSWORD',
    'POSTGRES_PASSWORD',
    'MYSQL_ROOT_PASSWORD',
    'password',
    'adminPassword',
    'REDIS_PASSWORD',
  ],
  ...['spring.datasource.password', 'SMTP_PASS', 'rabbitmq_default_pass', 'ldap-bind-password', 'passwd'],
  ...[
    'GF_SECURITY_ADMIN_PASSWORD',
    'keystore.passphrase',
    'MONGODB_ADMIN_PASSWORD',
    'DB_PASSWD',
    'dbPassword',
  ],
]
const tokenNames = [
  ...[
    'API_KEY',
    'apiKey',
    'client_secret',
    'clientSecret',
    'AUTH_TOKEN',
    'access_token',
    'token',
    'SECRET_KEY',
  ],
  ...[
    'ENCRYPTION_KEY',
    'jwt_secret',
    'SESSION_SECRET',
    'X_API_KEY',
    'webhook-secret',
    'refreshToken',
    'COOKIE_SECRET',
  ],
]

/** What only its name makes a secret. */
export const namedSecrets: readonly Kind[] = [
  named('password', passwordNames, password),
  named('opaque-token', tokenNames, (random) =>
    random.pick([
      () => withDigit(() => random.text(alnum, random.between(20, 64))),
      () => withDigit(() => random.text(urlSafe, 43)),
      () => `${withDigit(() => random.text(base64, 43))}=`,
      () => random.text(lower + digits, 40),
    ])(),
  ),
  named('hex-key', ['SECRET_KEY', 'ENCRYPTION_KEY', 'api_key', 'API_SECRET'], (random) =>
    random.text(hex, random.pick([32, 40, 64])),
  ),
  named(
    'aws-secret-access-key',
    ['AWS_SECRET_ACCESS_KEY', 'aws_secret_access_key', 'secretAccessKey'],
    (random) => withDigit(() => random.text(base64, 40)),
  ),
  named(
    'azure-storage',
    ['AZURE_STORAGE_CONNECTION_STRING', 'connectionString'],
    (random) =>
      `DefaultEndpointsProtocol=https;AccountName=${random.text(lower, 9)};AccountKey=${random.text(base64, 86)}==;EndpointSuffix=core.windows.net`,
  ),
  named('kubeadmin-password', ['kubeadmin-password', 'kubeadmin_password'], (random) =>
    withDigit(() => [5, 5, 5, 5].map((length) => random.text(alnum, length)).join('-')),
  ),
  {
    kind: 'database-url',
    form: 'value',
    make: (random) => ({
      name: random.pick(['DATABASE_URL', 'MONGO_URI', 'AMQP_DSN', 'CELERY_BROKER', 'spring.data.uri']),
      value: `${random.pick(['postgresql', 'mysql', 'mongodb+srv', 'amqp', 'redis', 'postgres'])}://${random.pick(['app', 'admin', 'svc_orders', 'root'])}:${urlPassword(random)}@${random.pick(['db', 'pg-0.pg', 'mq.example.internal', '10.128.4.7'])}:${random.between(1024, 60000)}/${random.text(lower, 5)}`,
    }),
  },
  {
    kind: 'proxy-url',
    form: 'url',
    make: (random) => ({
      name: random.pick(['HTTP_PROXY', 'https_proxy', 'httpProxy', 'httpsProxy']),
      value: `http://${random.pick(['svc-proxy', 'jdoe', 'CORP%5Cubuild'])}:${urlPassword(random)}@proxy.corp.${random.pick(['lan', 'internal'])}:${random.pick([3128, 8080])}`,
    }),
  },
]

function withDigit(make: () => string): string {
  for (;;) {
    const made = make()
    if (/\d/.test(made) && /[A-Z]/.test(made) && /[a-z]/.test(made)) return made
  }
}
