import type { FindingDraft } from '../model/check.js'
import { blamedCheck } from '../model/install-blame.js'
import type { InstallRecord } from '../model/install-record.js'
import { contract } from './contract.js'
import { counted, defineCheck, notApplicable, notEvaluated } from './define-check.js'

export const operatorNotAvailable = defineCheck({
  id: 'MG-OPR-001',
  title: 'operator not available',
  group: 'operator',
  contract: contract.operator,
  reads: ['record', 'config'],
  fix: 'Read the conditions, events and log lines that stand beside it; install the operator by hand and watch it.',
  onPartial: 'judge',
  evaluate({ record, config }) {
    const { install } = record
    const blamed = blamedCheck(install)
    if (install?.summary !== undefined && blamed === 'MG-OPR-001')
      return { looked: 'the install', findings: [notInstalled(install)] }
    if (blamed !== undefined) return notEvaluated('the operator was not installed', blamed)
    if (config.ready.length === 0) return notApplicable('isv.yaml names nothing under ready')
    if (!record.operator) return notEvaluated('the run ended before the operator was waited for')
    return {
      looked: counted(record.operator.ready.length, 'condition'),
      findings: record.operator.ready
        .filter(({ ready }) => !ready)
        .map(({ what, why }) => ({
          message: `${what} did not come`,
          want: what,
          got: why ?? 'not in time',
          subject: what,
        })),
    }
  },
})

const notInstalled = ({ method, summary = '', next, cause = 'install' }: InstallRecord): FindingDraft => ({
  message: `the operator could not be installed by ${method}`,
  want: 'the operator on the cluster',
  got: summary,
  ...(next === undefined ? {} : { fix: next }),
  subject: cause,
})
