/** One gather on any cluster, through its API alone: from its namespace to the copied files, and nothing left behind. */
import { deadline, type Deadline } from '../lib/deadline.js'
import { formatDuration } from '../lib/duration.js'
import { isUnauthorized, wellKnown, whyNot } from '../kube/index.js'
import { ExpectedError } from '../model/errors.js'
import { awaitStart } from './await-start.js'
import { cleanUp } from './clean-up.js'
import { copyPhase } from './copy-phase.js'
import { createPod } from './create-pod.js'
import { saveEvidence } from './evidence.js'
import { gatherPhase, placeOf } from './gather-phase.js'
import type { Pod } from './pod-status.js'
import { PodWatch } from './pod-watch.js'
import { probePhase } from './probe-phase.js'
import type { Session } from './session.js'
import { defaultTimeouts, type GatherOptions, type GatherResult, type GatherTimeouts } from './types.js'
import { emptyWorkplace, openWorkplace, type Workplace } from './workplace.js'

/**
 * Runs a must-gather image and copies out what it gathered. What the image does wrong is in the record; throws
 * ExpectedError where the environment failed (`gather.refused|pod-refused|not-scheduled|start-timeout|registry-unreachable`,
 * `capture.write-failed`, or the connection's), after the clean-up. An abort of `signal` throws nothing: its outcome is `interrupted`.
 */
export async function runGather(options: GatherOptions): Promise<GatherResult> {
  const limits = { ...defaultTimeouts, ...options.timeouts }
  const result = newResult(options)
  const place = emptyWorkplace()
  try {
    await inWorkplace(options, limits, place, result)
  } finally {
    options.onProgress?.({ phase: 'clean-up' })
    if (!options.keep) result.left = await cleanUp(options, place.made, limits.cleanUpMs)
  }
  return result
}

async function inWorkplace(
  options: GatherOptions,
  limits: GatherTimeouts,
  place: Workplace,
  result: GatherResult,
): Promise<void> {
  const { connection, signal, output, logger } = options
  const starting = deadline(limits.startMs, signal)
  let pod: Pod | undefined
  try {
    options.onProgress?.({ phase: 'prepare' })
    await openWorkplace(options, place, starting.signal)
    pod = await createPod(options, place, starting.signal)
    place.made.push({ resource: wellKnown.pods, object: pod })
    options.onMade?.(pod)
    logger.debug(`pod ${place.namespace}/${pod.metadata.name} created for ${options.image}`)
    await withPod(options, limits, place, pod, starting, result)
  } catch (error) {
    if (signal.aborted) interrupted(result)
    else if (isUnauthorized(error)) throw unauthorized(error)
    else throw starting.expired() && !(error instanceof ExpectedError) ? startTimeout(limits.startMs) : error
  } finally {
    starting.clear()
    if (place.namespace !== '') {
      const { namespace } = place
      const at = { ...result.record, ...(pod && { pod: pod.metadata.name }) }
      await saveEvidence({ connection, namespace, pod: pod?.metadata.name, output, place: at, logger })
    }
  }
}

async function withPod(
  options: GatherOptions,
  limits: GatherTimeouts,
  { namespace }: Workplace,
  pod: Pod,
  starting: Deadline,
  result: GatherResult,
): Promise<void> {
  const watch = new PodWatch(options.connection, pod)
  const force = options.forceSignal ?? new AbortController().signal
  try {
    await phases({ options, limits, force, namespace, pod: pod.metadata.name, watch, result }, starting)
  } finally {
    await watch.close()
  }
}

async function phases(session: Session, starting: Deadline): Promise<void> {
  const { options, limits, watch, result } = session
  options.onProgress?.({ phase: 'start' })
  const start = await awaitStart(watch, starting, limits.startMs, () => whyPending(session))
  starting.clear()
  Object.assign(result.record, placeOf(watch.state))
  if (start.kind !== 'started') {
    Object.assign(result.record, { outcome: start.kind, reason: start.reason })
    if (start.kind === 'not-started') await probePhase(session, start.reason)
    return
  }
  await gatherPhase(session)
  if (result.record.outcome === 'lost') return
  if (!options.signal.aborted) await probePhase(session, undefined)
  await copyPhase(session)
}

const whyMs = 5000

/** Conditions and events of a pod that does not start. */
function whyPending({ options, namespace, pod }: Session): Promise<string[]> {
  const target = { resource: wellKnown.pods, namespace, name: pod }
  return whyNot(options.connection, target, AbortSignal.timeout(whyMs)).catch(() => [])
}

function newResult({ name, command }: GatherOptions): GatherResult {
  return {
    record: { name, command: [...command], outcome: 'not-run', copied: 'nothing', hostile: [] },
    left: [],
  }
}

/** Only where no phase has said more. */
function interrupted({ record }: GatherResult): void {
  if (record.outcome !== 'not-run') return
  Object.assign(record, { outcome: 'interrupted', reason: 'the run was interrupted before the gather ran' })
}

function startTimeout(startMs: number): ExpectedError {
  return new ExpectedError({
    code: 'gather.start-timeout',
    message: `the cluster did not make the gather's namespace and pod within ${formatDuration(startMs)}`,
    next: 'Look at the load of the API server, or allow more time to start.',
    exitCode: 4,
  })
}

function unauthorized(cause: Error): ExpectedError {
  return new ExpectedError({
    code: 'gather.unauthorized',
    message: `the API server no longer accepts the credentials of this connection (${cause.message}); what had come is kept`,
    next: 'Log in again, and take away what this run may have left: must-gather doctor --sweep.',
    exitCode: 3,
    cause,
  })
}
