import { blamedCheck } from '../model/install-blame.js'
import { contract } from './contract.js'
import { counted, defineCheck, notApplicable, notEvaluated } from './define-check.js'

export const sampleNotReady = defineCheck({
  id: 'MG-OPR-003',
  title: 'sample not ready',
  group: 'operator',
  contract: contract.operator,
  reads: ['record', 'config'],
  fix: 'Apply the sample by hand and read what the operator says of it.',
  onPartial: 'judge',
  evaluate({ record, config }) {
    if (config.samples.length === 0) return notApplicable('isv.yaml names no sample')
    if (!record.samples) {
      const broken = record.operator?.ready.some(({ ready }) => !ready)
      const because = blamedCheck(record.install) ?? (broken ? 'MG-OPR-001' : undefined)
      return notEvaluated('no sample was created', because)
    }
    return {
      looked: counted(record.samples.length, 'sample'),
      findings: record.samples
        .filter(({ ready }) => !ready)
        .map(({ file, why }) => ({
          message: `${file} did not become ready`,
          want: 'ready within its timeout',
          got: why ?? 'not in time',
          subject: file,
        })),
    }
  },
})
