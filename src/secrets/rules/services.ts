import { fake } from './samples.js'
import type { TokenShape } from './token.js'
import { tokenRule } from './token.js'
import type { SecretRule } from './types.js'
import { endsWithHexCrc32, hexCrc32 } from '../shape/checksum.js'

const grafanaChecksum = (token: string): string => {
  const payload = token.slice(0, -9)
  return `${payload}_${hexCrc32(payload)}`
}

const grafana: SecretRule = {
  ...tokenRule({
    id: 'grafana-service-account',
    title: 'Grafana service account token',
    prefixes: ['glsa_'],
    alphabet: 'alnum',
    length: [41, 41],
    complete: grafanaChecksum,
    verify: endsWithHexCrc32,
  }),
  regex: /(?<![A-Za-z0-9])glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}(?![A-Za-z0-9])/,
}

const openai: SecretRule = {
  id: 'openai-legacy',
  title: 'OpenAI key',
  severity: 'high',
  check: 'MG-SEC-003',
  keywords: ['T3BlbkFJ'],
  regex: /(?<=(?<![A-Za-z0-9])sk-[A-Za-z0-9]{20})T3BlbkFJ[A-Za-z0-9]{20}(?![A-Za-z0-9])/,
  positive: () => [`OPENAI_API_KEY=sk-${fake('alnum', 20, 3)}${'T3Blbk'}FJ${fake('alnum', 20, 4)}`],
  negative: () => [`${'T3Blbk'}FJ${fake('alnum', 20, 4)}`],
}

/** Telling prefix, alphabet and length are all there is to these. */
const shapes: readonly TokenShape[] = [
  {
    id: 'grafana-cloud',
    title: 'Grafana Cloud token',
    prefixes: ['glc_eyJ'],
    alphabet: 'base64',
    length: [40, 400],
  },
  {
    id: 'newrelic',
    title: 'New Relic key',
    prefixes: ['NRAK-', 'NRII-', 'NRIQ-', 'NRRA-'],
    alphabet: 'alnum',
    length: [27, 42],
  },
  {
    id: 'sentry',
    title: 'Sentry auth token',
    prefixes: ['sntrys_eyJ', 'sntryu_'],
    alphabet: 'url',
    length: [60, 400],
  },
  {
    id: 'honeycomb',
    title: 'Honeycomb key',
    prefixes: ['hcaik_', 'hcxik_'],
    alphabet: 'lower',
    length: [58, 60],
  },
  {
    id: 'vault',
    title: 'HashiCorp Vault token',
    prefixes: ['hvs.', 'hvb.', 'hvr.'],
    alphabet: 'url',
    length: [24, 300],
    severity: 'critical',
  },
  {
    id: 'doppler',
    title: 'Doppler token',
    prefixes: ['dp.pt.', 'dp.st.', 'dp.ct.', 'dp.sa.'],
    alphabet: 'alnum',
    length: [40, 44],
  },
  { id: 'pulumi', title: 'Pulumi access token', prefixes: ['pul-'], alphabet: 'hex', length: [40, 40] },
  {
    id: 'circleci',
    title: 'CircleCI token',
    prefixes: ['CCIPAT_', 'CCIPRJ_'],
    alphabet: 'url',
    length: [40, 70],
  },
  {
    id: 'buildkite',
    title: 'Buildkite token',
    prefixes: ['bkua_', 'bkct_'],
    alphabet: 'hex',
    length: [40, 40],
  },
  { id: 'netlify', title: 'Netlify token', prefixes: ['nfp_'], alphabet: 'alnum', length: [36, 40] },
  { id: 'databricks', title: 'Databricks token', prefixes: ['dapi'], alphabet: 'hex', length: [32, 32] },
  {
    id: 'sonarqube',
    title: 'SonarQube token',
    prefixes: ['squ_', 'sqp_', 'sqa_'],
    alphabet: 'hex',
    length: [40, 40],
  },
  { id: 'postman', title: 'Postman API key', prefixes: ['PMAK-'], alphabet: 'url', length: [50, 64] },
  {
    id: 'linear',
    title: 'Linear API key',
    prefixes: ['lin_api_', 'lin_oauth_'],
    alphabet: 'alnum',
    length: [40, 64],
  },
  { id: 'notion', title: 'Notion token', prefixes: ['ntn_'], alphabet: 'alnum', length: [40, 50] },
  { id: 'figma', title: 'Figma token', prefixes: ['figd_', 'figu_'], alphabet: 'url', length: [38, 60] },
  { id: 'contentful', title: 'Contentful token', prefixes: ['CFPAT-'], alphabet: 'url', length: [40, 64] },
  {
    id: 'age-key',
    title: 'age secret key',
    prefixes: ['AGE-SECRET-KEY-1'],
    alphabet: 'upper',
    length: [58, 58],
    severity: 'critical',
  },
  {
    id: 'onepassword',
    title: '1Password service account token',
    prefixes: ['ops_eyJ'],
    alphabet: 'url',
    length: [200, 1200],
    severity: 'critical',
  },
  {
    id: 'shopify',
    title: 'Shopify token',
    prefixes: ['shpat_', 'shpca_', 'shppa_', 'shpss_'],
    alphabet: 'hex',
    length: [32, 32],
  },
  {
    id: 'stripe-live',
    title: 'Stripe live key',
    prefixes: ['sk_live_', 'rk_live_'],
    alphabet: 'alnum',
    length: [24, 107],
    severity: 'critical',
  },
  {
    id: 'stripe-test',
    title: 'Stripe test key',
    prefixes: ['sk_test_', 'rk_test_'],
    alphabet: 'alnum',
    length: [24, 107],
    severity: 'low',
  },
  {
    id: 'stripe-webhook',
    title: 'Stripe webhook secret',
    prefixes: ['whsec_'],
    alphabet: 'base64',
    length: [32, 64],
  },
  {
    id: 'square',
    title: 'Square token',
    prefixes: ['sq0atp-', 'sq0csp-', 'sq0idp-'],
    alphabet: 'url',
    length: [22, 43],
  },
  {
    id: 'razorpay',
    title: 'Razorpay live key',
    prefixes: ['rzp_live_'],
    alphabet: 'alnum',
    length: [14, 20],
  },
  {
    id: 'flutterwave',
    title: 'Flutterwave secret key',
    prefixes: ['FLWSECK-'],
    alphabet: 'hex',
    length: [32, 48],
  },
  { id: 'anthropic', title: 'Anthropic API key', prefixes: ['sk-ant-'], alphabet: 'url', length: [80, 120] },
  {
    id: 'openai-project',
    title: 'OpenAI key',
    prefixes: ['sk-proj-', 'sk-svcacct-', 'sk-admin-'],
    alphabet: 'url',
    length: [40, 200],
  },
  { id: 'huggingface', title: 'Hugging Face token', prefixes: ['hf_'], alphabet: 'alnum', length: [34, 40] },
  { id: 'replicate', title: 'Replicate token', prefixes: ['r8_'], alphabet: 'alnum', length: [37, 40] },
  { id: 'groq', title: 'Groq API key', prefixes: ['gsk_'], alphabet: 'alnum', length: [48, 56] },
  { id: 'perplexity', title: 'Perplexity API key', prefixes: ['pplx-'], alphabet: 'alnum', length: [48, 56] },
  { id: 'xai', title: 'xAI API key', prefixes: ['xai-'], alphabet: 'alnum', length: [70, 90] },
]

/** Observability, infrastructure, payment and model providers. */
export const services: readonly SecretRule[] = [grafana, openai, ...shapes.map(tokenRule)]
