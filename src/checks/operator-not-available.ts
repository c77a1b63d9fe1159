import type { CaptureRecord } from '../model/capture-record.js'
import type { FindingDraft } from '../model/check.js'
import { blamedCheck } from '../model/install-blame.js'
import type { InstallRecord } from '../model/install-record.js'
import { contract } from './contract.js'
import { counted, defineCheck, notApplicable, notEvaluated } from './define-check.js'

export const operatorNotAvailable = defineCheck({
  id: 'MG-OPR-001',
  title: 'operator not available, or restarted',
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
    const { ready, containers } = record.operator
    const missing = ready.filter((one) => !one.ready)
    return {
      looked: `${counted(ready.length, 'condition')}, ${counted(containers.length, 'container')}`,
      // Why something did not come tells of restarts too.
      findings: missing.length > 0 ? missing.map(notReady) : containers.filter(hasRestarted).map(restarted),
    }
  },
})

type OperatorRecord = NonNullable<CaptureRecord['operator']>

const notReady = ({ what, why }: OperatorRecord['ready'][number]): FindingDraft => ({
  message: `${what} did not come`,
  want: what,
  got: why ?? 'not in time',
  subject: what,
})

const hasRestarted = ({ restarts }: { restarts: number }) => restarts > 0

const restarted = ({ container, restarts, lastEnd }: OperatorRecord['containers'][number]): FindingDraft => ({
  message: `container ${container} of the operator was restarted`,
  want: 'no restart',
  got: [counted(restarts, 'restart'), ...(lastEnd === undefined ? [] : [lastEnd])].join('; '),
  fix: 'Read the log of its previous instance (kubectl logs --previous): an operator must not fail at its start, nor by its first operand.',
  subject: `restarts of ${container}`,
})

const notInstalled = ({ method, summary = '', next, cause = 'install' }: InstallRecord): FindingDraft => ({
  message: `the operator could not be installed by ${method}`,
  want: 'the operator on the cluster',
  got: summary,
  ...(next === undefined ? {} : { fix: next }),
  subject: cause,
})
