import { blamedCheck } from '../model/install-blame.js'
import type { Facts } from '../model/facts.js'

export type Wholeness = { whole: true } | { whole: false; reason: string; because?: string }

/**
 * Whether the gather ended and all of it was copied. Where it did not, `because` names the check that says whose fault
 * it is; without one it is the environment's, and what could not be judged is a gap in the verdict.
 */
export function wholenessOf(facts: Partial<Facts>): Wholeness {
  if (isCutOff(facts)) return because('the capture is cut off', 'MG-FIL-008')
  return facts.record ? ofRecord(facts.record, facts.image) : { whole: true }
}

/** An archive that ends early: what is missing in it, the gather may well have left. */
const isCutOff = ({ capture }: Partial<Facts>): boolean =>
  capture?.problems.some(({ kind, path }) => kind !== 'hostile' && path === '') ?? false

function ofRecord(record: Facts['record'], image: Facts['image'] | undefined): Wholeness {
  const gather = record.gathers.find(({ name }) => name === 'default')
  if (!gather || gather.outcome === 'not-run')
    return because('the run ended before the gather', endedBefore(record))
  if (gather.outcome === 'completed' && gather.copied === 'whole') return { whole: true }
  const missing = image && !(image.command.exists && image.command.executable)
  const toolless = image && Object.values(image.tools).includes(false)
  switch (gather.outcome) {
    case 'no-image':
      return { whole: false, reason: 'there is no such image', because: 'MG-IMG-004' }
    case 'timeout':
      return { whole: false, reason: 'the gather did not end', because: 'MG-RUN-002' }
    case 'not-started':
      return because(
        'the gather could not be started',
        missing ? 'MG-IMG-001' : toolless ? 'MG-IMG-002' : undefined,
      )
    case 'completed':
      return because(
        `what was gathered was not copied whole: ${gather.copyProblem ?? gather.copied}`,
        toolless ? 'MG-IMG-002' : undefined,
      )
    default:
      return {
        whole: false,
        reason: `the gather was ${gather.outcome}: ${gather.reason ?? 'not by its own doing'}`,
      }
  }
}

/** A run goes no further than an operator, or a sample, that is not ready. */
function endedBefore({ operator, samples, install }: Facts['record']): string | undefined {
  const blamed = blamedCheck(install)
  if (blamed !== undefined) return blamed
  if (operator?.ready.some(({ ready }) => !ready)) return 'MG-OPR-001'
  return samples?.some(({ ready }) => !ready) ? 'MG-OPR-003' : undefined
}

const because = (reason: string, check: string | undefined): Wholeness =>
  check === undefined ? { whole: false, reason } : { whole: false, reason, because: check }
