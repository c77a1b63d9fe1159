import type { KubeObject } from '../../../model/kubernetes.js'
import { nextRun, parseCronSchedule } from '../store/cron-schedule.js'
import type { Controller, ReconcileTools } from './controller.js'
import { controllerReference, ownedBy, ownerOfKind } from './owners.js'

interface CronJobSpec {
  schedule: string
  suspend?: boolean
  concurrencyPolicy?: string
  successfulJobsHistoryLimit?: number
  failedJobsHistoryLimit?: number
  jobTemplate: {
    metadata?: { labels?: Record<string, string>; annotations?: Record<string, string> }
    spec: object
  }
}

interface JobStatus {
  conditions?: { type: string; status: string }[]
}

const type = 'cronjobs.batch'
const jobType = 'jobs.batch'
/** A timer does not hold longer than this. */
const longestMs = 24 * 3600 * 1000

/** CronJob: a Job at each time of its schedule (UTC), and no more finished ones than it wants to keep. */
export const cronJobs: Controller = {
  name: 'cronjob-controller',
  type,
  watches: { [jobType]: ownerOfKind('CronJob') },
  reconcile(cronJob, tools) {
    if (cronJob.metadata.deletionTimestamp !== undefined) return undefined
    const spec = cronJob.spec as CronJobSpec
    forgetOld(cronJob, tools)
    const running = ownedBy(tools.store, jobType, cronJob).filter((job) => !endOf(job))
    const schedule = parseCronSchedule(spec.schedule)
    const now = tools.now()
    const due = schedule && nextRun(schedule, lastTime(cronJob))
    const runs = due !== undefined && due <= now && spec.suspend !== true
    const skipped = runs && spec.concurrencyPolicy === 'Forbid' && running.length > 0
    if (runs && !skipped) start(cronJob, running, tools)
    writeStatus(cronJob, runs && !skipped ? now : undefined, tools)
    const next = schedule && nextRun(schedule, now)
    return next && Math.min(next.getTime() - now.getTime(), longestMs)
  },
}

function lastTime({ status, metadata }: KubeObject): Date {
  const { lastScheduleTime } = (status ?? {}) as { lastScheduleTime?: string }
  return new Date(lastScheduleTime ?? metadata.creationTimestamp ?? 0)
}

function start(cronJob: KubeObject, running: KubeObject[], tools: ReconcileTools): void {
  const { concurrencyPolicy, jobTemplate } = cronJob.spec as CronJobSpec
  if (concurrencyPolicy === 'Replace') for (const job of running) remove(job, tools)
  const name = `${cronJob.metadata.name}-${Math.floor(tools.now().getTime() / 60_000)}`
  tools.store.create(jobType, {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      ...structuredClone(jobTemplate.metadata),
      ...{ name, namespace: cronJob.metadata.namespace ?? 'default' },
      ownerReferences: [controllerReference(cronJob)],
    },
    spec: structuredClone(jobTemplate.spec),
  })
  tools.record(cronJob, { type: 'Normal', reason: 'SuccessfulCreate', message: `Created job ${name}` })
}

function endOf(job: KubeObject): 'Complete' | 'Failed' | undefined {
  const ends = ((job.status ?? {}) as JobStatus).conditions?.filter(({ status }) => status === 'True') ?? []
  return (['Complete', 'Failed'] as const).find((end) => ends.some((condition) => condition.type === end))
}

function forgetOld(cronJob: KubeObject, tools: ReconcileTools): void {
  const { successfulJobsHistoryLimit = 3, failedJobsHistoryLimit = 1 } = cronJob.spec as CronJobSpec
  const keep = { Complete: successfulJobsHistoryLimit, Failed: failedJobsHistoryLimit }
  for (const [end, count] of Object.entries(keep)) {
    const ended = ownedBy(tools.store, jobType, cronJob).filter((job) => endOf(job) === end)
    ended.sort((a, b) =>
      (b.metadata.creationTimestamp ?? '').localeCompare(a.metadata.creationTimestamp ?? ''),
    )
    for (const job of ended.slice(count)) remove(job, tools)
  }
}

function remove({ metadata }: KubeObject, tools: ReconcileTools): void {
  tools.store.delete(jobType, metadata.namespace, metadata.name, { propagation: 'Background' })
}

function writeStatus(cronJob: KubeObject, scheduled: Date | undefined, tools: ReconcileTools): void {
  const jobs = ownedBy(tools.store, jobType, cronJob)
  const active = jobs
    .filter((job) => !endOf(job))
    .map(({ apiVersion, kind, metadata }) => ({
      ...{ apiVersion, kind, name: metadata.name, namespace: metadata.namespace, uid: metadata.uid },
    }))
  tools.store.modify(type, cronJob.metadata.namespace, cronJob.metadata.name, (draft) => {
    const { active: _, ...before } = (draft.status ?? {}) as { active?: object[] }
    draft.status = {
      ...before,
      ...(active.length > 0 ? { active } : {}),
      ...(scheduled ? { lastScheduleTime: tools.timestamp() } : {}),
    }
  })
}
