import { contract } from './contract.js'
import { defineCheck, notEvaluated } from './define-check.js'

export const noSuchImage = defineCheck({
  id: 'MG-IMG-004',
  title: 'no such image',
  group: 'must-gather',
  contract: contract.image,
  reads: ['record'],
  fix: 'Push the image, or correct images.mustGather in isv.yaml.',
  onPartial: 'judge',
  evaluate({ record }) {
    const gather = record.gathers.find(({ name }) => name === 'default')
    if (!gather || gather.outcome === 'not-run') return notEvaluated('the run ended before the gather')
    const ref = record.images.find(({ role }) => role === 'mustGather')?.ref ?? 'the must-gather image'
    if (gather.outcome !== 'no-image') return { looked: ref, findings: [] }
    return {
      looked: ref,
      findings: [
        {
          message: `the registry does not know ${ref}`,
          want: 'an image that can be pulled',
          got: gather.reason ?? 'not found',
          subject: ref,
        },
      ],
    }
  },
})
