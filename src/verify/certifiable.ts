import type { CaptureRecord } from '../model/capture-record.js'
import type { CheckResult, Report } from '../model/report.js'

/** Whether this verdict may certify an image, and what stands against it. */
export function certifiableBy(
  record: CaptureRecord | undefined,
  results: readonly CheckResult[],
): Report['certifiable'] {
  const why = record
    ? [...clusterObjections(record), ...installObjections(record), ...imageObjections(record)]
    : ['the capture does not record how it was made']
  if (record) why.push(...plantingObjections(record))
  if (record && record.state !== 'complete') why.push('the run did not end by itself')
  const notApplicable = results.filter(({ level, skip }) => level === 'required' && skip === 'not-applicable')
  if (notApplicable.length > 0)
    why.push(`required checks were not applicable: ${notApplicable.map(({ id }) => id).join(', ')}`)
  return { value: why.length === 0, why }
}

function clusterObjections({ cluster }: CaptureRecord): string[] {
  if (!cluster) return ['there was no cluster']
  return cluster.driver === 'embedded'
    ? ['the embedded cluster is for writing a gather, not for certifying one']
    : []
}

function installObjections({ install }: CaptureRecord): string[] {
  if (!install || install.method === install.asked) return []
  const { method, asked, why } = install
  return [`the operator was installed by ${method}, not by ${asked}${why === undefined ? '' : `: ${why}`}`]
}

function plantingObjections({ canaries }: CaptureRecord): string[] {
  const unplanted = canaries?.unplanted ?? []
  return [...new Set(unplanted.map(({ reason }) => reason))].map((reason) => {
    const kinds = new Set(unplanted.filter((one) => one.reason === reason).map(({ kind }) => kind))
    return `not all values were planted (${[...kinds].join(', ')}): ${reason}`
  })
}

function imageObjections({ images }: CaptureRecord): string[] {
  return images.flatMap(({ role, ref, source }) => {
    if (source === 'stand-in') return [`a stand-in ran for ${role} (${ref})`]
    if (source === 'built') return [`${role} was built, not pulled (${ref})`]
    if (source === 'not-used') return [`${role} was not used (${ref})`]
    return ref.includes('@sha256:') ? [] : [`${role} is not named by digest (${ref})`]
  })
}
