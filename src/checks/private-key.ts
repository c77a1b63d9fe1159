import { contract } from './contract.js'
import { defineCheck } from './define-check.js'
import { secretFindings } from './secret-findings.js'

export const privateKey = defineCheck({
  id: 'MG-SEC-004',
  title: 'private key',
  group: 'must-gather',
  contract: contract.noSecrets,
  reads: ['gathers', 'others'],
  fix: 'Leave the key out; then replace it, as it has been shown.',
  onPartial: 'findings',
  evaluate: (facts) => secretFindings(facts, 'MG-SEC-004', 'no private keys'),
})
