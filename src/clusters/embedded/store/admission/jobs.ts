import { fieldError, type FieldError } from '../api-error.js'
import { parseCronSchedule } from '../cron-schedule.js'
import { ensure, type Json } from '../json.js'
import { defaults, immutable, type Admission } from './admission.js'
import { completePodSpec, podSpecErrors } from './pod-spec.js'

/** Admission of Jobs and CronJobs. */

export const admitJob: Admission = (request) => {
  const { object, fields, current } = request
  const spec = ensure(fields, 'spec')
  completeJobSpec(spec)
  if (current)
    return [
      ...immutable(request, 'spec', 'completions'),
      ...immutable(request, 'spec', 'selector'),
      ...immutable(request, 'spec', 'template'),
    ]
  const errors = jobErrors(spec, 'spec')
  if (errors.length === 0 && spec['manualSelector'] !== true)
    labelPods(spec, object.metadata.uid ?? '', object.metadata.name)
  return errors
}

function completeJobSpec(spec: Json): void {
  // A work queue: neither is set by the client, or only the parallelism is.
  if (spec['completions'] === undefined && spec['parallelism'] === undefined) spec['completions'] = 1
  defaults(spec, {
    parallelism: 1,
    backoffLimit: 6,
    completionMode: 'NonIndexed',
    suspend: false,
    manualSelector: false,
    podReplacementPolicy: 'TerminatingOrFailed',
  })
  completePodSpec(ensure(spec, 'template', 'spec'))
}

/** The labels by which a job finds its pods, which carry its uid. */
function labelPods(spec: Json, uid: string, name: string): void {
  spec['selector'] = { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } }
  Object.assign(ensure(spec, 'template', 'metadata', 'labels'), {
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  })
}

function jobErrors(spec: Json, path: string): FieldError[] {
  const podSpec = ensure(spec, 'template', 'spec')
  const restarts = ['OnFailure', 'Never']
  return [
    ...podSpecErrors(podSpec, `${path}.template.spec`),
    ...(restarts.includes(String(podSpec['restartPolicy']))
      ? []
      : [fieldError.notSupported(`${path}.template.spec.restartPolicy`, podSpec['restartPolicy'], restarts)]),
  ]
}

export const admitCronJob: Admission = ({ fields }) => {
  const spec = ensure(fields, 'spec')
  defaults(spec, {
    concurrencyPolicy: 'Allow',
    suspend: false,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 1,
  })
  const jobSpec = ensure(spec, 'jobTemplate', 'spec')
  completePodSpec(ensure(jobSpec, 'template', 'spec'))
  return [...scheduleErrors(spec['schedule']), ...jobErrors(jobSpec, 'spec.jobTemplate.spec')]
}

function scheduleErrors(schedule: unknown): FieldError[] {
  if (typeof schedule !== 'string' || schedule === '') return [fieldError.required('spec.schedule')]
  if (parseCronSchedule(schedule)) return []
  return [
    fieldError.invalid(
      'spec.schedule',
      schedule,
      'expected exactly 5 fields, each a number, range, list or *',
    ),
  ]
}
