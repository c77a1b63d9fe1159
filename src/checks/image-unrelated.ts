import { advisoryParts, bundleFindings } from './bundle-findings.js'
import { contract } from './contract.js'
import { defineCheck } from './define-check.js'

export const imageUnrelated = defineCheck({
  id: 'MG-OLM-005',
  title: 'relatedImages lacks an image or it is not pinned',
  group: 'bundle',
  contract: contract.relatedImages,
  reads: ['bundle'],
  fix: 'List every image in spec.relatedImages of the ClusterServiceVersion, by its digest.',
  onPartial: 'judge',
  parts: advisoryParts('MG-OLM-005'),
  evaluate: ({ bundle }) => bundleFindings('MG-OLM-005', bundle),
})
