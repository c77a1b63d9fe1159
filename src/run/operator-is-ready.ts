import type { RunState } from './types.js'

/** Why what needs the operator and its operands cannot be done, or `undefined` where it can. */
export function whyNotReady({ capture }: RunState): string | undefined {
  const { operator, samples, install } = capture.record
  if (install?.summary !== undefined) return `the operator is not installed: ${install.summary}`
  const broken = operator?.ready.find(({ ready }) => !ready)
  if (broken) return `the operator is not available (${broken.what})`
  const sample = samples?.find(({ ready }) => !ready)
  return sample && `the sample ${sample.file} is not ready`
}
