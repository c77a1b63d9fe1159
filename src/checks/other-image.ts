import { contract } from './contract.js'
import { defineCheck, notApplicable, notEvaluated } from './define-check.js'
import { digestOf } from './digest-of.js'

export const otherImage = defineCheck({
  id: 'MG-IMG-003',
  title: 'image not the one configured',
  group: 'must-gather',
  contract: contract.image,
  reads: ['record'],
  fix: 'Push the image under the configured digest, or name the digest that was pushed.',
  onPartial: 'judge',
  evaluate({ record }) {
    const image = record.images.find(({ role }) => role === 'mustGather')
    if (!image) return notEvaluated('the run ended before it looked at the image')
    if (image.source !== 'pulled')
      return notApplicable(`the image was not pulled (${image.source}): it has no digest of a registry`)
    const want = digestOf(image.ref)
    if (!want) return notApplicable(`${image.ref} names no digest`)
    const ran = record.gathers.filter((gather) => gather.imageID !== undefined)
    if (ran.length === 0) return notEvaluated('no gather ran')
    return {
      looked: want,
      findings: ran
        .filter((gather) => digestOf(gather.imageID) !== want)
        .map((gather) => ({
          message: `gather ${gather.name} ran another image than the configured one`,
          want,
          got: digestOf(gather.imageID) ?? gather.imageID ?? '',
          subject: gather.name,
        })),
    }
  },
})
