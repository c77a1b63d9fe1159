import { isRandomEnough } from '../shape/entropy.js'
import { isPlaceholder } from '../shape/placeholder.js'
import { fake, join } from './samples.js'
import { tokenRule } from './token.js'
import type { SecretRule } from './types.js'

const slackBody = `${fake('digits', 11, 3)}-${fake('digits', 12, 4)}-${fake('alnum', 24, 5)}`

/** Chat, mail and messages. */
export const chat: readonly SecretRule[] = [
  {
    id: 'slack-token',
    title: 'Slack token',
    severity: 'high',
    check: 'MG-SEC-003',
    keywords: ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xoxo-', 'xoxe-', 'xoxe.', 'xoxc-', 'xoxd-'],
    regex:
      /(?<![A-Za-z0-9])xox(?:[abcdoprs]-|e[.-](?:xox[bp]-)?)(?:\d{1,13}-){0,4}[A-Za-z0-9%-]{10,200}(?![A-Za-z0-9])/,
    accept: (value) => !isPlaceholder(value) && /\d{4}/.test(value) && isRandomEnough(value.slice(5)),
    positive: () => [`SLACK=${join('xo', 'xb-', slackBody)}`, `"${join('xo', 'xp-', '1', slackBody)}"`],
    negative: () => [
      `${join('xo', 'xb-')}your-token-here-now`,
      `${join('xo', 'xb-')}xxxxxxxxxxxx-xxxxxxxxxxxx`,
    ],
  },
  {
    id: 'slack-app-token',
    title: 'Slack app-level token',
    severity: 'high',
    check: 'MG-SEC-003',
    keywords: ['xapp-'],
    regex: /(?<![A-Za-z0-9])xapp-\d-[A-Z0-9]{8,16}-\d{8,16}-[a-z0-9]{40,80}(?![a-z0-9])/,
    positive: () => [
      join('xa', 'pp-1-', fake('upper', 11, 1), '-', fake('digits', 13, 2), '-', fake('hex', 64, 3)),
    ],
    negative: () => ['xapp-1-A-1-short'],
  },
  {
    id: 'slack-webhook',
    title: 'Slack incoming webhook',
    severity: 'high',
    check: 'MG-SEC-003',
    keywords: ['hooks.slack.com'],
    regex:
      /hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Z0-9]{8,14}\/[A-Z0-9]{8,20}\/[A-Za-z0-9]{16,30}(?![A-Za-z0-9])/,
    accept: (value) => !isPlaceholder(value.slice(25)) && isRandomEnough(value.slice(-20)),
    positive: () => [
      `url: https://hooks.slack${'.com/services/'}T${fake('upper', 9, 2)}/B${fake('upper', 9, 3)}/${fake('alnum', 24, 4)}`,
    ],
    negative: () => [
      'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX',
      'https://hooks.slack.com/services/',
    ],
  },
  {
    id: 'discord-webhook',
    title: 'Discord webhook',
    severity: 'medium',
    check: 'MG-SEC-003',
    keywords: ['discord.com/api/webhooks/', 'discordapp.com/api/webhooks/'],
    regex: /discord(?:app)?\.com\/api\/webhooks\/\d{17,20}\/[A-Za-z0-9_-]{60,80}(?![A-Za-z0-9_-])/,
    positive: () => [`https://discord${'.com/api/webhooks/'}${fake('digits', 18, 2)}/${fake('url', 68, 3)}`],
    negative: () => ['https://discord.com/api/webhooks/123/abc'],
  },
  {
    id: 'teams-webhook',
    title: 'Microsoft Teams incoming webhook',
    severity: 'medium',
    check: 'MG-SEC-003',
    keywords: ['webhook.office.com/webhookb2/'],
    regex:
      /webhook\.office\.com\/webhookb2\/[0-9a-f-]{36}@[0-9a-f-]{36}\/IncomingWebhook\/[0-9a-f]{32}\/[0-9a-f-]{36}/,
    positive: () => [
      `https://acme.webhook.office${'.com/webhookb2/'}${uuid(1)}@${uuid(2)}/IncomingWebhook/${fake('hex', 32, 3)}/${uuid(4)}`,
    ],
    negative: () => ['https://acme.webhook.office.com/webhookb2/'],
  },
  {
    id: 'telegram-bot',
    title: 'Telegram bot token',
    severity: 'high',
    check: 'MG-SEC-003',
    keywords: [':AAA', ':AAB', ':AAC', ':AAD', ':AAE', ':AAF', ':AAG', ':AAH'],
    regex: /(?<=(?<![0-9A-Za-z])\d{8,10}):AA[A-H][A-Za-z0-9_-]{32}(?![A-Za-z0-9_-])/,
    accept: (value) => isRandomEnough(value.slice(4)),
    positive: () => [`token ${fake('digits', 10, 7)}${join(':A', 'AE', fake('url', 32, 8))}`],
    negative: () => [`10.0.0.1${join(':A', 'AE', 'A'.repeat(32))}`],
  },
  {
    id: 'sendgrid',
    title: 'SendGrid API key',
    severity: 'high',
    check: 'MG-SEC-003',
    keywords: ['SG.'],
    regex: /(?<![A-Za-z0-9])SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/,
    accept: (value) => isRandomEnough(value.slice(3)),
    positive: () => [`SENDGRID_API_KEY=${join('S', 'G.', fake('url', 22, 4), '.', fake('url', 43, 5))}`],
    negative: () => ['SG.short.value', 'MSG.abcdefghijklmnopqrstuv.w'],
  },
  tokenRule({
    id: 'mailgun',
    title: 'Mailgun API key',
    prefixes: ['key-'],
    alphabet: 'hex',
    length: [32, 32],
  }),
  {
    id: 'mailchimp',
    title: 'Mailchimp API key',
    severity: 'high',
    check: 'MG-SEC-003',
    keywords: ['-us1', '-us2', '-us3', '-us4', '-us5', '-us6', '-us7', '-us8', '-us9'],
    regex: /(?<=(?<![0-9a-f])[0-9a-f]{32})-us\d{1,2}(?![A-Za-z0-9-])/,
    positive: () => [`key: ${fake('hex', 32, 4)}-us12`],
    negative: () => [`ec2-${fake('hex', 8, 4)}-us1`, `${fake('hex', 32, 4)}-us-east-1`],
  },
  tokenRule({
    id: 'brevo',
    title: 'Brevo API key',
    prefixes: ['xkeysib-', 'xsmtpsib-'],
    alphabet: 'url',
    length: [64, 90],
  }),
]

function uuid(seed: number): string {
  return [8, 4, 4, 4, 12].map((length) => fake('hex', length, seed)).join('-')
}
