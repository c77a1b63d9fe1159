import { contract } from './contract.js'
import { defineCheck } from './define-check.js'
import { secretFindings } from './secret-findings.js'

export const secretData = defineCheck({
  id: 'MG-SEC-001',
  title: 'Secret data not elided',
  group: 'must-gather',
  contract: contract.noSecrets,
  reads: ['gathers', 'others'],
  fix: 'Gather Secrets with oc adm inspect, which elides them, or only their names and keys.',
  onPartial: 'findings',
  evaluate: (facts) => secretFindings(facts, 'MG-SEC-001', 'data that is elided, as oc adm inspect does it'),
})
