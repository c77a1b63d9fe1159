import type { Random } from '../random.js'
import { alnum, base32, digits, hex, lower, upper, urlSafe } from '../random.js'
import type { Kind } from '../types.js'
import { base62Checksum, hexChecksum } from './checksum.js'

const token = (kind: string, names: readonly string[], value: (random: Random) => string): Kind => ({
  kind,
  form: 'value',
  make: (random) => ({ name: random.pick(names), value: value(random) }),
})

/** A token that ends with the checksum of what stands between its prefix and that. */
function checked(prefix: string, random: Random): string {
  const body = random.text(alnum, 30)
  return `${prefix}_${body}${base62Checksum(body)}`
}

/** Tokens of services, as their documentation describes them; each prefix stands apart from what follows it. */
export const tokens: readonly Kind[] = [
  token('github-token', ['GITHUB_TOKEN', 'GH_TOKEN', 'GIT_AUTH'], (random) =>
    checked(random.pick(['ghp', 'gho', 'ghu', 'ghs', 'ghr']), random),
  ),
  token(
    'github-fine-grained',
    ['GITHUB_TOKEN', 'RENOVATE_TOKEN'],
    (random) =>
      `${['github', 'pat'].join('_')}_11${random.text(upper + digits, 8)}0${random.text(alnum, 11)}_${random.text(alnum, 59)}`,
  ),
  token('gitlab-token', ['GITLAB_TOKEN', 'CI_ACCESS'], (random) => `gl${'pat-'}${random.text(urlSafe, 20)}`),
  token('npm-token', ['NPM_TOKEN', 'NODE_AUTH_TOKEN'], (random) => checked('npm', random)),
  token('slack-token', ['SLACK_TOKEN', 'SLACK_BOT'], (random) => {
    const [team, bot] = [
      random.text(digits, random.between(10, 13)),
      random.text(digits, random.between(10, 13)),
    ]
    return `xo${'xb-'}${team}-${bot}-${random.text(alnum, 24)}`
  }),
  token(
    'slack-webhook',
    ['SLACK_URL', 'api_url', 'ALERT_WEBHOOK'],
    (random) =>
      `https://hooks.slack${'.com/services/'}T${random.text(upper + digits, random.between(8, 10))}/B${random.text(upper + digits, 10)}/${random.text(alnum, 24)}`,
  ),
  token('stripe-key', ['STRIPE_KEY', 'PAYMENT_API_KEY'], (random) =>
    random.chance(0.5)
      ? `sk_${'live_'}${random.text(alnum, 24)}`
      : `${random.pick(['sk', 'rk'])}_${'live_'}51${random.text(alnum, 97)}`,
  ),
  token(
    'sendgrid-key',
    ['SENDGRID_API_KEY', 'SMTP_KEY'],
    (random) => `S${'G.'}${random.text(urlSafe, 22)}.${random.text(urlSafe, 43)}`,
  ),
  token(
    'google-api-key',
    ['GOOGLE_API_KEY', 'MAPS_KEY'],
    (random) => `AI${'za'}Sy${random.text(urlSafe, 33)}`,
  ),
  token(
    'vault-token',
    ['VAULT_TOKEN'],
    (random) => `hv${'s.'}${random.text(urlSafe, random.between(90, 106))}`,
  ),
  token('grafana-token', ['GRAFANA_TOKEN', 'GRAFANA_SA'], (random) => {
    const body = random.text(alnum, 32)
    return `gl${'sa_'}${body}_${hexChecksum(`gl${'sa_'}${body}`)}`
  }),
  token('openshift-token', ['OC_TOKEN', 'token'], (random) => `sha${'256~'}${random.text(urlSafe, 43)}`),
  token(
    'aws-access-key-id',
    ['AWS_ACCESS_KEY_ID', 'aws_access_key_id'],
    (random) => `${random.pick(['AK', 'AS'])}${'IA'}${random.text(base32, 16)}`,
  ),
  token(
    'azure-client-secret',
    ['AZURE_CLIENT_SECRET', 'azure_client_secret'],
    (random) => `${random.text(alnum, 3)}8${'Q~'}${random.text(`${alnum}_.-`, 33)}${random.text(alnum, 1)}`,
  ),
  token('huggingface-token', ['HF_TOKEN'], (random) => `h${'f_'}${random.text(upper + lower, 34)}`),
  token('databricks-token', ['DATABRICKS_TOKEN'], (random) => `da${'pi'}${random.text(hex, 32)}`),
  token(
    'pypi-token',
    ['PYPI_TOKEN', 'TWINE_TOKEN'],
    (random) => `py${'pi-'}AgEIcHlwaS5vcmc${random.text(urlSafe, 160)}`,
  ),
]
