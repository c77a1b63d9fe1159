import { advisoryParts, bundleFindings } from './bundle-findings.js'
import { contract } from './contract.js'
import { defineCheck } from './define-check.js'

export const bundleInvalid = defineCheck({
  id: 'MG-OLM-001',
  title: 'bundle invalid',
  group: 'bundle',
  contract: contract.validBundle,
  reads: ['bundle'],
  fix: 'Mend the bundle, build the image again and push it.',
  onPartial: 'judge',
  parts: advisoryParts('MG-OLM-001'),
  evaluate: ({ bundle }) => bundleFindings('MG-OLM-001', bundle),
})
