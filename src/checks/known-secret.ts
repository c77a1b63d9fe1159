import { contract } from './contract.js'
import { defineCheck } from './define-check.js'
import { secretFindings } from './secret-findings.js'

export const knownSecret = defineCheck({
  id: 'MG-SEC-003',
  title: 'known kind of secret',
  group: 'must-gather',
  contract: contract.noSecrets,
  reads: ['gathers', 'others'],
  fix: 'Leave the credential out, or replace it in the gather script; then revoke it, as it has been shown.',
  onPartial: 'findings',
  evaluate: (facts) => secretFindings(facts, 'MG-SEC-003', 'no credentials'),
})
