import type { GatherRecord } from '../model/capture-record.js'
import { awaitEnd, runTimes, type End } from './await-end.js'
import { startFollowingLog } from './follow-log.js'
import type { Place } from './output.js'
import { gatherContainer } from './pod-manifest.js'
import { containerStatus, type PodState } from './pod-status.js'
import type { Session } from './session.js'

/** How long the log's last lines may come after the end of their container. */
const lastLinesMs = 15_000

/** Follows the container `gather` to its end, its deadline or the interrupt, its log into gather.log all the while. */
export async function gatherPhase({
  options,
  limits,
  namespace,
  pod,
  watch,
  result,
}: Session): Promise<void> {
  options.onProgress?.({ phase: 'gather' })
  const log = startFollowingLog({
    connection: options.connection,
    namespace,
    pod,
    out: await options.output.openLog(whereabouts(watch.state)),
    logger: options.logger,
    onLine: (logLine) => options.onProgress?.({ phase: 'gather', logLine }),
  })
  const since = Date.now()
  try {
    const end = await awaitEnd(watch, limits.gatherMs, options.signal)
    Object.assign(result.record, placeOf(watch.state), recordOf(end, watch.state, Date.now() - since))
  } finally {
    // While the gather goes on there is no end of its log to wait for.
    await log.finish(result.record.outcome === 'completed' ? lastLinesMs : 0)
  }
}

/** Where the gather runs, for its output. */
export function whereabouts(state: PodState): Place {
  return { ...placeOf(state), pod: state.pod.metadata.name }
}

/** What the pod's status says of where and from what the gather ran. */
export function placeOf({ pod }: PodState): Pick<Place, 'imageID' | 'node'> {
  const imageID = containerStatus(pod, gatherContainer)?.imageID || undefined
  const node = pod.spec?.nodeName
  return { ...(imageID !== undefined && { imageID }), ...(node !== undefined && { node }) }
}

function recordOf(end: End, { pod }: PodState, elapsedMs: number): Partial<GatherRecord> {
  const { outcome, reason } = end
  const why = reason === undefined ? {} : { reason }
  if (outcome === 'completed') return { outcome, exitCode: end.exitCode, ...why, ...runTimes(end.terminated) }
  const startedAt = containerStatus(pod, gatherContainer)?.state?.running?.startedAt ?? null
  return { outcome, ...why, ...runTimes({ startedAt }), durationMs: elapsedMs }
}
