import type { KubeObject } from '../../../model/kubernetes.js'
import type { WorkloadCondition } from './conditions.js'
import type { Controller, ReconcileTools } from './controller.js'
import { ownedBy, ownerOfKind } from './owners.js'
import type { PodTemplate } from './pods.js'
import { createPod, deletePod, isActive, phaseOf, readySince } from './pods.js'

interface JobSpec {
  parallelism?: number
  completions?: number
  backoffLimit?: number
  activeDeadlineSeconds?: number
  ttlSecondsAfterFinished?: number
  suspend?: boolean
  template: PodTemplate
}

interface JobStatus {
  startTime?: string
  completionTime?: string
  conditions?: JobCondition[]
}

type JobCondition = WorkloadCondition & { lastProbeTime?: string }

/** What a job's pods have come to. */
interface Tally {
  active: KubeObject[]
  succeeded: KubeObject[]
  failed: KubeObject[]
  /** Restarts of containers in pods that are not replaced. */
  restarts: number
}

const type = 'jobs.batch'
const firstRetryMs = 10_000
const lastRetryMs = 600_000

/** Job: pods until enough of them have succeeded, or too many failed. */
export const jobs: Controller = {
  name: 'job-controller',
  type,
  watches: { pods: ownerOfKind('Job') },
  reconcile(job, tools) {
    if (job.metadata.deletionTimestamp !== undefined) return undefined
    const spec = job.spec as JobSpec
    const status = (job.status ?? {}) as JobStatus
    const ended = status.conditions?.find(
      ({ type: name, status: value }) => ['Complete', 'Failed'].includes(name) && value === 'True',
    )
    if (ended) return expire(tools, job, ended)
    const tally = countPods(tools, job)
    const verdict = judge(spec, status, tally, tools.now())
    if (verdict) return finish(tools, job, tally, verdict)
    const waitMs = spec.suspend ? undefined : startPods(tools, job, tally)
    if (spec.suspend) for (const pod of tally.active) deletePod(tools, job, pod)
    writeStatus(tools, job, countPods(tools, job), suspension(tools, spec, status))
    return earliest(waitMs, deadlineLeft(spec, status, tools.now()))
  },
}

/** Whether it is suspended, once that was ever so; empty where there is nothing new to say. */
function suspension(tools: ReconcileTools, spec: JobSpec, { conditions = [] }: JobStatus): JobCondition[] {
  const wanted = spec.suspend ? 'True' : 'False'
  const last = conditions.find(({ type: name }) => name === 'Suspended')
  if (last ? last.status === wanted : !spec.suspend) return []
  const now = tools.timestamp()
  const said = spec.suspend
    ? { reason: 'JobSuspended', message: 'Job suspended' }
    : { reason: 'JobResumed', message: 'Job resumed' }
  return [{ ...said, type: 'Suspended', status: wanted, lastProbeTime: now, lastTransitionTime: now }]
}

function countPods(tools: ReconcileTools, job: KubeObject): Tally {
  const pods = ownedBy(tools.store, 'pods', job)
  const active = pods.filter(isActive)
  return {
    active,
    succeeded: pods.filter((pod) => phaseOf(pod) === 'Succeeded'),
    failed: pods.filter((pod) => phaseOf(pod) === 'Failed'),
    restarts: active.reduce((sum, pod) => sum + restartsOf(pod), 0),
  }
}

function restartsOf(pod: KubeObject): number {
  const statuses =
    (pod.status as { containerStatuses?: { restartCount: number }[] } | undefined)?.containerStatuses ?? []
  return statuses.reduce((sum, { restartCount }) => sum + restartCount, 0)
}

interface Verdict {
  type: 'Complete' | 'Failed'
  reason: string
  message: string
}

function judge(spec: JobSpec, status: JobStatus, tally: Tally, now: Date): Verdict | undefined {
  const left = deadlineLeft(spec, status, now)
  if (left !== undefined && left <= 0) {
    return {
      type: 'Failed',
      reason: 'DeadlineExceeded',
      message: 'Job was active longer than specified deadline',
    }
  }
  if (tally.failed.length + tally.restarts > (spec.backoffLimit ?? 6)) {
    return {
      type: 'Failed',
      reason: 'BackoffLimitExceeded',
      message: 'Job has reached the specified backoff limit',
    }
  }
  // Without a number of completions, one success and the end of all others is the end.
  const enough =
    spec.completions === undefined
      ? tally.succeeded.length > 0 && tally.active.length === 0
      : tally.succeeded.length >= spec.completions
  return enough
    ? { type: 'Complete', reason: 'CompletionsReached', message: 'Reached expected number of succeeded pods' }
    : undefined
}

function deadlineLeft(spec: JobSpec, status: JobStatus, now: Date): number | undefined {
  if (spec.activeDeadlineSeconds === undefined) return undefined
  const start = status.startTime === undefined ? now.getTime() : Date.parse(status.startTime)
  return start + spec.activeDeadlineSeconds * 1000 - now.getTime()
}

/** Starts what is missing; after a failure only when its back-off is over, and then gives how long that is. */
function startPods(tools: ReconcileTools, job: KubeObject, tally: Tally): number | undefined {
  const { parallelism = 1, completions, template } = job.spec as JobSpec
  const open =
    completions === undefined
      ? tally.succeeded.length > 0
        ? 0
        : parallelism
      : completions - tally.succeeded.length
  const missing = Math.min(parallelism, open) - tally.active.length
  if (missing <= 0) return undefined
  const waitMs = backOffLeft(tally, tools.now())
  if (waitMs > 0) return waitMs
  const labels = jobLabels(job)
  for (let count = 0; count < missing; count++) createPod(tools, job, template, { labels })
  return undefined
}

function backOffLeft({ failed }: Tally, now: Date): number {
  if (failed.length === 0) return 0
  const last = Math.max(...failed.map(finishedAt))
  return last + Math.min(firstRetryMs * 2 ** (failed.length - 1), lastRetryMs) - now.getTime()
}

function finishedAt(pod: KubeObject): number {
  const statuses = (
    pod.status as { containerStatuses?: { state?: { terminated?: { finishedAt: string } } }[] }
  ).containerStatuses
  const times = (statuses ?? []).map(({ state }) => Date.parse(state?.terminated?.finishedAt ?? ''))
  return Math.max(0, ...times.filter((time) => !Number.isNaN(time)))
}

function jobLabels(job: KubeObject): Record<string, string> {
  const { name, uid = '' } = job.metadata
  return {
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  }
}

function finish(tools: ReconcileTools, job: KubeObject, tally: Tally, verdict: Verdict): number | undefined {
  for (const pod of tally.active) deletePod(tools, job, pod)
  const before = verdict.type === 'Complete' ? 'SuccessCriteriaMet' : 'FailureTarget'
  const now = tools.timestamp()
  const conditions = [before, verdict.type].map((name) => {
    return { ...verdict, type: name, status: 'True', lastProbeTime: now, lastTransitionTime: now }
  })
  writeStatus(
    tools,
    job,
    {
      ...tally,
      active: [],
      failed: verdict.type === 'Failed' ? [...tally.failed, ...tally.active] : tally.failed,
    },
    conditions,
  )
  if (verdict.type === 'Complete')
    tools.record(job, { type: 'Normal', reason: 'Completed', message: 'Job completed' })
  else tools.record(job, { type: 'Warning', reason: verdict.reason, message: verdict.message })
  return 0
}

function writeStatus(tools: ReconcileTools, job: KubeObject, tally: Tally, conditions: JobCondition[]): void {
  const ready = tally.active.filter((pod) => readySince(pod) !== undefined).length
  const terminating = ownedBy(tools.store, 'pods', job).filter(
    ({ metadata }) => metadata.deletionTimestamp !== undefined,
  ).length
  tools.store.modify(type, job.metadata.namespace, job.metadata.name, (draft) => {
    const previous = (draft.status ?? {}) as JobStatus
    const completed = conditions.some(({ type: name }) => name === 'Complete')
    draft.status = {
      ...((job.spec as JobSpec).suspend ? {} : { startTime: previous.startTime ?? tools.timestamp() }),
      ...(completed ? { completionTime: tools.timestamp() } : {}),
      ...(tally.active.length > 0 ? { active: tally.active.length } : {}),
      ...(tally.succeeded.length > 0 ? { succeeded: tally.succeeded.length } : {}),
      ...(tally.failed.length > 0 ? { failed: tally.failed.length } : {}),
      ready,
      terminating,
      uncountedTerminatedPods: {},
      ...(conditions.length > 0
        ? { conditions }
        : previous.conditions
          ? { conditions: previous.conditions }
          : {}),
    }
  })
}

function expire(tools: ReconcileTools, job: KubeObject, ended: JobCondition): number | undefined {
  const { ttlSecondsAfterFinished } = job.spec as JobSpec
  if (ttlSecondsAfterFinished === undefined) return undefined
  const left =
    Date.parse(ended.lastTransitionTime ?? '') + ttlSecondsAfterFinished * 1000 - tools.now().getTime()
  if (left > 0) return left
  tools.store.delete(type, job.metadata.namespace, job.metadata.name, {
    uid: job.metadata.uid,
    propagation: 'Background',
  })
  return undefined
}

function earliest(...times: (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined)
  return known.length === 0 ? undefined : Math.max(0, Math.min(...known))
}
