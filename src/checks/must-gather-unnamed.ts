import { advisoryParts, bundleFindings } from './bundle-findings.js'
import { contract } from './contract.js'
import { defineCheck } from './define-check.js'

export const mustGatherUnnamed = defineCheck({
  id: 'MG-OLM-004',
  title: 'CSV does not name the must-gather image',
  group: 'bundle',
  contract: contract.namesMustGather,
  reads: ['bundle'],
  fix: 'Add the annotation operators.openshift.io/must-gather-image to the ClusterServiceVersion.',
  onPartial: 'judge',
  parts: advisoryParts('MG-OLM-004'),
  evaluate: ({ bundle }) => bundleFindings('MG-OLM-004', bundle),
})
