import { contract } from './contract.js'
import { counted, defineCheck } from './define-check.js'
import { placeIn } from './gathers.js'

export const versionMissing = defineCheck({
  id: 'MG-VER-001',
  title: 'version file missing',
  group: 'must-gather',
  contract: contract.version,
  reads: ['gathers'],
  fix: 'Let gather write two lines to /must-gather/version first: the product, and major.minor.micro.qualifier.',
  evaluate({ gathers }) {
    return {
      looked: counted(gathers.length, 'gather'),
      findings: gathers
        .filter((gather) => gather.version === undefined)
        .map((gather) => ({
          message: 'there is no version file',
          want: 'a file version with two lines',
          got: 'no such file',
          at: placeIn(gather, 'version'),
          subject: 'version',
        })),
    }
  },
})
