import type { GatherRecord } from '../model/capture-record.js'
import { awaitEnd, runTimes, VolumeFullError, type End } from './await-end.js'
import { startFollowingLog } from './follow-log.js'
import type { Place } from './output.js'
import { gatherContainer } from './pod-manifest.js'
import { containerStatus, type PodState } from './pod-status.js'
import type { Session } from './session.js'
import { stopGather } from './stop-gather.js'
import { volumeLimits, watchVolume, whyFull, type VolumeSample } from './volume-watch.js'

/** How long the log's last lines may come after the end of their container. */
const lastLinesMs = 15_000

/**
 * Follows the container `gather` to its end, its deadline, the limit of its volume or the interrupt, its log into the
 * output all the while. A gather that has not ended by itself is ended.
 */
export async function gatherPhase(session: Session): Promise<void> {
  const { options, limits, namespace, pod, watch, result } = session
  options.onProgress?.({ phase: 'gather' })
  const { connection, logger } = options
  const out = await options.output.openLog(whereabouts(watch.state))
  const onLine = (logLine: string, logTime: string) =>
    options.onProgress?.({ phase: 'gather', logLine, logTime })
  const times = options.output.logTimes
  const log = startFollowingLog({ connection, namespace, pod, out, times, logger, onLine })
  const since = Date.now()
  const volume = guardVolume(session)
  try {
    const end = await awaitEnd(watch, limits.gatherMs, { signal: options.signal, full: volume.full })
    Object.assign(result.record, placeOf(watch.state), recordOf(end, watch.state, Date.now() - since))
    if (end.outcome !== 'completed' && end.outcome !== 'lost') await stopGather(session)
  } finally {
    volume.stop()
    // While the gather goes on there is no end of its log to wait for.
    await log.finish(hasEnded(watch.state) ? lastLinesMs : 0)
  }
}

/** Aborts `full` when the gather has written as much as it may. */
function guardVolume(session: Session): { full: AbortSignal; stop: () => void } {
  const { options, namespace, pod } = session
  const { connection, sourceDir } = options
  const limits = volumeLimits(options)
  const full = new AbortController()
  const stop = new AbortController()
  const onSample = (sample: VolumeSample) => {
    options.onProgress?.({ phase: 'gather', volumeBytes: sample.used })
    const why = whyFull(sample, limits)
    if (why !== undefined) full.abort(new VolumeFullError(`the gather was ended: ${why}`))
  }
  void watchVolume({ connection, namespace, pod, sourceDir }, onSample, stop.signal)
  return { full: full.signal, stop: () => stop.abort(new Error('the gather has ended')) }
}

function hasEnded({ pod }: PodState): boolean {
  return containerStatus(pod, gatherContainer)?.state?.terminated !== undefined
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
