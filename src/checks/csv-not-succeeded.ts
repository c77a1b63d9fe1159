import type { FindingDraft } from '../model/check.js'
import { blamedCheck } from '../model/install-blame.js'
import type { InstallRecord } from '../model/install-record.js'
import { contract } from './contract.js'
import { defineCheck, notApplicable, notEvaluated } from './define-check.js'

export const csvNotSucceeded = defineCheck({
  id: 'MG-OLM-003',
  title: 'CSV not Succeeded',
  group: 'index',
  contract: contract.installs,
  reads: ['record'],
  fix: 'Read olm/ in the capture: every object that OLM made, with its conditions and events.',
  onPartial: 'judge',
  evaluate({ record: { install } }) {
    if (!install) return notEvaluated('the capture does not say how the operator was installed')
    if (install.method !== 'olm')
      return notApplicable(`the operator was installed by ${install.method}: ${whyNot(install)}`)
    const { csv, summary } = install
    const blamed = blamedCheck(install)
    if (blamed !== undefined && blamed !== 'MG-OLM-003')
      return notEvaluated('there was nothing to install from', blamed)
    if (!csv) return notEvaluated('the run ended before OLM had installed it')
    const succeeded = csv.phase === 'Succeeded' && summary === undefined
    return { looked: `ClusterServiceVersion ${csv.name}`, findings: succeeded ? [] : [notSucceeded(install)] }
  },
})

const whyNot = ({ why }: InstallRecord) => why ?? 'isv.yaml asks for it'

function notSucceeded({ csv, summary, cause, object, next }: InstallRecord): FindingDraft {
  const { name = 'the CSV', phase, reason, message } = csv ?? {}
  const state = [phase ?? 'it never came', reason, message].filter(Boolean).join(': ')
  return {
    message: `OLM did not install ${name}: ${summary ?? state}`,
    want: `${name}: Succeeded`,
    got: object === undefined ? state : `${state} (${object})`,
    ...(next === undefined ? {} : { fix: next }),
    rule: cause ?? 'not-succeeded',
    subject: name,
  }
}
