import { blamedCheck } from '../model/install-blame.js'
import { contract } from './contract.js'
import { counted, defineCheck, notEvaluated } from './define-check.js'
import { digestOf } from './digest-of.js'

export const otherOperatorImage = defineCheck({
  id: 'MG-OPR-002',
  title: 'operator runs another image than configured',
  group: 'operator',
  contract: contract.operator,
  reads: ['record', 'config'],
  fix: 'Let the Deployment name images.operator of isv.yaml, or correct isv.yaml.',
  onPartial: 'judge',
  evaluate({ record, config }) {
    const containers = record.operator?.containers ?? []
    if (containers.length === 0) {
      return notEvaluated(
        'no container of the operator was seen',
        blamedCheck(record.install) ??
          (record.operator?.ready.some(({ ready }) => !ready) ? 'MG-OPR-001' : undefined),
      )
    }
    const want = config.images.operator.ref
    const images = [...new Set(containers.map(({ image }) => image))]
    const digest = digestOf(want)
    // A tag in the Deployment that gave the configured digest is the configured image.
    const runs = containers.some(
      ({ image, imageID }) => image === want || (digest !== undefined && digestOf(imageID) === digest),
    )
    return {
      looked: counted(containers.length, 'container'),
      findings: runs
        ? []
        : [
            {
              message: 'no container of the operator runs the configured image',
              want,
              got: images.join(', '),
              subject: want,
            },
          ],
    }
  },
})
