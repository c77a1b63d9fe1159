import { contract } from './contract.js'
import { counted, defineCheck, notApplicable, notEvaluated } from './define-check.js'
import { placeIn } from './gathers.js'
import { versions, withoutVersion } from './versions.js'

export const otherProduct = defineCheck({
  id: 'MG-VER-005',
  title: 'version file of another product',
  group: 'must-gather',
  contract: contract.version,
  reads: ['gathers', 'config'],
  fix: 'Write the product of contract.version.product on the first line of the version file.',
  evaluate({ gathers, config }) {
    const want = config.contract.product
    if (want === undefined) return notApplicable('contract.version.product is not given')
    if (versions(gathers).length === 0) return withoutVersion
    const known = versions(gathers).filter(({ lines }) => lines[0]?.trim())
    if (known.length === 0) return notEvaluated('the version file has no first line', 'MG-VER-002')
    return {
      looked: counted(known.length, 'version file'),
      findings: known
        .filter(({ lines }) => lines[0]?.trim() !== want)
        .map(({ gather, lines }) => ({
          message: 'the version file names another product',
          want: JSON.stringify(want),
          got: JSON.stringify(lines[0]),
          at: placeIn(gather, 'version', 1),
          subject: 'version',
        })),
    }
  },
})
