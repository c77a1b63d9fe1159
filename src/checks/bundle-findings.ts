import type { Check, CheckOutcome } from '../model/check.js'
import type { BundleCheck, BundleFact, BundleFinding } from '../model/bundle.js'
import { advisoryBundleRules } from '../model/bundle.js'
import { counted, notApplicable, notEvaluated } from './define-check.js'

/** The rules of a check whose findings are advice, as its parts. */
export const advisoryParts = (check: BundleCheck): NonNullable<Check['parts']> =>
  Object.fromEntries(advisoryBundleRules[check].map((rule) => [rule, 'recommended']))

/** What was found in the bundle for one check. */
export function bundleFindings(check: BundleCheck, bundle: BundleFact): CheckOutcome {
  if (bundle.state === 'none') return notApplicable(bundle.reason)
  if (bundle.state === 'unread') return notEvaluated(bundle.reason)
  const unread = bundle.files === 0 && bundle.findings.some(({ path }) => path === '')
  if (unread && check !== 'MG-OLM-001')
    return notEvaluated('there is no bundle that could be read', 'MG-OLM-001')
  // Which images a bundle names its ClusterServiceVersion says.
  const mute = bundle.findings.find(
    ({ rule }) =>
      rule.startsWith('csv-missing') || rule === 'manifests-missing' || rule === 'file-unparsable',
  )
  const findings = bundle.findings.filter((finding) => finding.check === check)
  if (mute && check !== 'MG-OLM-001' && bundle.images === 0 && findings.length === 0)
    return notEvaluated(`no image was seen, as ${mute.message}`, 'MG-OLM-001')
  return {
    looked: `${counted(bundle.files, 'file')} of the bundle, ${counted(bundle.images, 'image')}`,
    findings: findings.map(toDraft),
  }
}

const toDraft = ({ path, line, rule, check: _check, ...rest }: BundleFinding) => ({
  ...rest,
  ...(path === '' ? {} : { at: { path: `bundle/files/${path}`, ...(line === undefined ? {} : { line }) } }),
  rule,
  part: rule,
})
