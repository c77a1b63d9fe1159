import { exitCodes, worseExitCode, type ExitCode } from '../../model/errors.js'
import type { GatherRecord } from '../../model/capture-record.js'
import type { ImageGather, MustGatherRecord } from '../../model/must-gather-record.js'

/** What each end of a gather means for who called the client. */
const codes: Record<GatherRecord['outcome'], ExitCode> = {
  completed: exitCodes.passed,
  timeout: exitCodes.broken,
  interrupted: exitCodes.interrupted,
  'disk-limit': exitCodes.broken,
  'no-image': exitCodes.broken,
  'not-started': exitCodes.broken,
  lost: exitCodes.environment,
  'not-run': exitCodes.environment,
}

/** The exit code of one gather: 1 where the image is at fault (whatever its own code was), 3 for the environment. */
export function exitCodeOf({ record, error, left }: Omit<ImageGather, 'exitCode'>): ExitCode {
  const cleaned = left.length === 0 ? exitCodes.passed : exitCodes.environment
  if (error) return worseExitCode(error.exitCode as ExitCode, cleaned)
  if (!record) return exitCodes.environment
  const own = (record.exitCode ?? 0) === 0 ? exitCodes.passed : exitCodes.broken
  const copied = record.copied === 'whole' || record.outcome !== 'completed'
  const parts = [codes[record.outcome], own, copied ? exitCodes.passed : exitCodes.environment, cleaned]
  return parts.reduce(worseExitCode)
}

export function stateOf(gathers: readonly ImageGather[]): MustGatherRecord['state'] {
  if (gathers.length > 0 && gathers.every(({ record }) => record?.copied === 'whole')) return 'whole'
  return gathers.some(({ record }) => (record?.files ?? 0) > 0) ? 'partial' : 'nothing'
}

/** Failures after which nothing of the image can be had: the pod found no node, was refused, or its image was not pulled. */
const noPod = new Set([
  'gather.not-scheduled',
  'gather.pod-refused',
  'gather.registry-unreachable',
  'gather.start-timeout',
])

/** Why the image never ran, where that is so. */
export function whyNeverRan({ image, record, error }: ImageGather): string | undefined {
  if (error && noPod.has(error.code)) return `${image}: ${error.message}`
  return record?.outcome === 'no-image' ? `${image}: ${record.reason ?? 'it cannot be pulled'}` : undefined
}
