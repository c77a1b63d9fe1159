import { contract } from './contract.js'
import { counted, defineCheck, notApplicable, notEvaluated } from './define-check.js'
import { placeIn } from './gathers.js'
import { threeNumbers, versions, versionTexts, withoutSecondLine, withoutVersion } from './versions.js'

export const versionOfOperator = defineCheck({
  id: 'MG-VER-004',
  title: 'version does not match the operator',
  group: 'must-gather',
  contract: contract.sameVersion,
  reads: ['gathers', 'config'],
  fix: 'Build the must-gather image with the version of the operator that it is for.',
  evaluate({ gathers, config }) {
    const operator =
      config.contract.operatorVersion ??
      /:v?(\d+\.\d+\.\d+[^@/:]*)(?:@|$)/.exec(config.images.operator.ref)?.[1]
    const want = operator && threeNumbers(operator)
    if (!want)
      return notApplicable('neither contract.version.operator nor the tag of the operator image is a version')
    if (versions(gathers).length === 0) return withoutVersion
    const known = versionTexts(gathers)
    if (known.length === 0) return withoutSecondLine
    const read = known.flatMap((version) => {
      const numbers = threeNumbers(version.text)
      return numbers ? [{ ...version, numbers }] : []
    })
    if (read.length === 0) return notEvaluated('the second line names no major.minor.micro', 'MG-VER-003')
    return {
      looked: counted(read.length, 'version'),
      findings: read
        .filter(({ numbers }) => numbers !== want)
        .map(({ gather, text, numbers }) => ({
          message: `the gather says version ${numbers}, the operator is ${want}`,
          want,
          got: JSON.stringify(text),
          at: placeIn(gather, 'version', 2),
          subject: 'version',
        })),
    }
  },
})
