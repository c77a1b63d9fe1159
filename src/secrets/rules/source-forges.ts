import { base62Crc32, endsWithBase62Crc32 } from '../shape/checksum.js'
import { tokenRule } from './token.js'
import type { SecretRule } from './types.js'

const withChecksum = (token: string): string =>
  token.slice(0, -6) + base62Crc32(token.slice(token.indexOf('_') + 1, -6))

const github = (id: string, title: string, prefix: string): SecretRule =>
  tokenRule({
    id,
    title,
    prefixes: [prefix],
    alphabet: 'alnum',
    length: [36, 36],
    severity: 'critical',
    complete: withChecksum,
    verify: endsWithBase62Crc32,
  })

/** Where source code lives. */
export const sourceForges: readonly SecretRule[] = [
  github('github-personal', 'GitHub personal access token', 'ghp_'),
  github('github-oauth', 'GitHub OAuth token', 'gho_'),
  github('github-user', 'GitHub App user token', 'ghu_'),
  github('github-server', 'GitHub App installation token', 'ghs_'),
  github('github-refresh', 'GitHub App refresh token', 'ghr_'),
  {
    ...tokenRule({
      id: 'github-fine-grained',
      title: 'GitHub fine-grained personal access token',
      prefixes: ['github_pat_'],
      alphabet: 'alnum',
      length: [22, 22],
      suffix: '_',
      severity: 'critical',
    }),
    ...fineGrained(),
  },
  tokenRule({
    id: 'gitlab-personal',
    title: 'GitLab personal access token',
    prefixes: ['glpat-'],
    alphabet: 'url',
    length: [20, 60],
    severity: 'critical',
  }),
  tokenRule({
    id: 'gitlab-token',
    title: 'GitLab deploy, runner, job, trigger, feed or agent token',
    prefixes: ['gldt-', 'glrt-', 'glcbt-', 'glptt-', 'glft-', 'glimt-', 'glagent-', 'glsoat-', 'glffct-'],
    alphabet: 'url',
    length: [20, 70],
  }),
  tokenRule({
    id: 'gitlab-runner-registration',
    title: 'GitLab runner registration token',
    prefixes: ['GR1348941'],
    alphabet: 'url',
    length: [20, 20],
  }),
  tokenRule({
    id: 'bitbucket-app-password',
    title: 'Bitbucket app password',
    prefixes: ['ATBB'],
    alphabet: 'alnum',
    length: [32, 32],
  }),
  {
    ...tokenRule({
      id: 'atlassian-api',
      title: 'Atlassian API token',
      prefixes: ['ATATT3xFfG', 'ATCTT3xFfG'],
      alphabet: 'url',
      length: [60, 240],
    }),
    regex: /(?<![A-Za-z0-9])AT[AC]TT3xFfG[A-Za-z0-9_=-]{60,240}(?![A-Za-z0-9_-])/,
  },
  tokenRule({
    id: 'sourcegraph-access',
    title: 'Sourcegraph access token',
    prefixes: ['sgp_'],
    alphabet: 'hex',
    length: [40, 40],
  }),
]

function fineGrained(): Pick<SecretRule, 'regex' | 'span' | 'positive' | 'negative'> {
  const start = ['github', 'pat', '11ABCDEFG0aBcDeFgHiJkL'].join('_')
  const body = 'qR7sT2uV9wX4yZ1aB6cD3eF8gH5iJ0kL2mN7oP4qR9sT1uV6wX3yZ8aB5cD'
  return {
    regex: /(?<![A-Za-z0-9])github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}(?![A-Za-z0-9])/,
    span: 128,
    positive: () => [`export GH=${start}_${body}`],
    negative: () => [`${start}_${body.slice(1)}`, `github_pat_${'x'.repeat(22)}_${'x'.repeat(59)}`],
  }
}
