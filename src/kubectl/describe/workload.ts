import { formatSelector, type LabelSelector } from '../../kube/selector.js'
import type { KubeObject } from '../../model/kubernetes.js'
import { controllerOf, describeEvents, describeLabels, describeName, type Describer } from './common.js'
import { describeContainers } from './containers.js'
import { describeScheduling, type PodSpec } from './pod.js'
import { describeVolumes } from './volumes.js'
import { date, pairs, type DescribeWriter } from './writer.js'

interface WorkloadSpec {
  replicas?: number
  selector?: LabelSelector
  minReadySeconds?: number
  strategy?: Strategy
  updateStrategy?: Strategy
  parallelism?: number
  completions?: number
  completionMode?: string
  suspend?: boolean
  backoffLimit?: number
  template?: {
    metadata?: { labels?: Record<string, string>; annotations?: Record<string, string> }
    spec?: PodSpec & { serviceAccountName?: string }
  }
}

interface Strategy {
  type?: string
  rollingUpdate?: { maxUnavailable?: number | string; maxSurge?: number | string }
}

type Counts = Record<string, number | undefined>
interface WorkloadStatus {
  conditions?: { type: string; status: string; reason?: string }[]
  startTime?: string
  completionTime?: string
}

/** Deployments, ReplicaSets, StatefulSets, DaemonSets and Jobs, which differ in what they count. */
export const describeWorkload: Describer = (writer, subject) => {
  const { object } = subject
  const spec = (object.spec ?? {}) as WorkloadSpec
  const status = (object.status ?? {}) as WorkloadStatus
  describeName(writer, object)
  if (object.kind === 'Deployment' || object.kind === 'StatefulSet')
    writer.field(0, 'CreationTimestamp', date(object.metadata.creationTimestamp))
  if (object.kind !== 'Deployment' && object.kind !== 'StatefulSet')
    writer.field(0, 'Selector', formatSelector(spec.selector ?? {}))
  describeLabels(writer, object)
  if (object.kind === 'Deployment' || object.kind === 'StatefulSet')
    writer.field(0, 'Selector', formatSelector(spec.selector ?? {}))
  writer.optional(0, 'Controlled By', controllerOf(object))
  counts[object.kind]?.(writer, object, spec, (object.status ?? {}) as Counts)
  describeTemplate(writer, spec)
  if (object.kind === 'Deployment' && status.conditions?.length) {
    writer.line(0, 'Conditions:')
    const rows = status.conditions.map(({ type, status: value, reason = '' }) => [type, value, reason])
    writer.line(1, 'Type\tStatus\tReason')
    writer.line(1, '----\t------\t------')
    for (const row of rows) writer.line(1, row.join('\t'))
  }
  describeEvents(writer, subject)
}

type CountWriter = (writer: DescribeWriter, object: KubeObject, spec: WorkloadSpec, status: Counts) => void

const counts: Record<string, CountWriter> = {
  Deployment(
    writer,
    _,
    spec,
    { updatedReplicas = 0, replicas = 0, availableReplicas = 0, unavailableReplicas = 0 },
  ) {
    writer.field(
      0,
      'Replicas',
      `${spec.replicas ?? 1} desired | ${updatedReplicas} updated | ${replicas} total | ${availableReplicas} available | ${unavailableReplicas} unavailable`,
    )
    const { type = '', rollingUpdate } = spec.strategy ?? {}
    writer.field(0, 'StrategyType', type)
    writer.field(0, 'MinReadySeconds', spec.minReadySeconds ?? 0)
    if (rollingUpdate) {
      writer.field(
        0,
        'RollingUpdateStrategy',
        `${rollingUpdate.maxUnavailable ?? 0} max unavailable, ${rollingUpdate.maxSurge ?? 0} max surge`,
      )
    }
  },
  ReplicaSet(writer, _, spec, { replicas = 0, readyReplicas = 0 }) {
    writer.field(0, 'Replicas', `${replicas} current / ${spec.replicas ?? 1} desired`)
    writer.field(0, 'Pods Ready', `${readyReplicas} / ${replicas}`)
  },
  StatefulSet(writer, _, spec, { replicas = 0, readyReplicas = 0 }) {
    writer.field(0, 'Replicas', `${spec.replicas ?? 1} desired | ${replicas} total`)
    writer.field(0, 'Update Strategy', spec.updateStrategy?.type ?? '')
    writer.field(0, 'Pods Status', `${readyReplicas} Ready / ${replicas} Total`)
  },
  DaemonSet(writer, _, __, status) {
    writer.field(0, 'Desired Number of Nodes Scheduled', status['desiredNumberScheduled'] ?? 0)
    writer.field(0, 'Current Number of Nodes Scheduled', status['currentNumberScheduled'] ?? 0)
    writer.field(0, 'Number of Nodes Scheduled with Up-to-date Pods', status['updatedNumberScheduled'] ?? 0)
    writer.field(0, 'Number of Nodes Scheduled with Available Pods', status['numberAvailable'] ?? 0)
    writer.field(0, 'Number of Nodes Misscheduled', status['numberMisscheduled'] ?? 0)
  },
  Job(writer, object, spec, { active = 0, ready = 0, succeeded = 0, failed = 0 }) {
    const { startTime, completionTime } = (object.status ?? {}) as WorkloadStatus
    writer.field(0, 'Parallelism', spec.parallelism ?? 1)
    writer.field(0, 'Completions', spec.completions ?? '<unset>')
    writer.optional(0, 'Completion Mode', spec.completionMode)
    writer.field(0, 'Suspend', spec.suspend ?? false)
    writer.field(0, 'Backoff Limit', spec.backoffLimit ?? 6)
    if (startTime) writer.field(0, 'Start Time', date(startTime))
    if (completionTime) writer.field(0, 'Completed At', date(completionTime))
    writer.field(
      0,
      'Pods Statuses',
      `${active} Active (${ready} Ready) / ${succeeded} Succeeded / ${failed} Failed`,
    )
  },
}

function describeTemplate(writer: DescribeWriter, { template }: WorkloadSpec): void {
  writer.line(0, 'Pod Template:')
  writer.list(1, 'Labels', pairs(template?.metadata?.labels))
  const spec = template?.spec ?? {}
  if (template?.metadata?.annotations)
    writer.list(1, 'Annotations', pairs(template.metadata.annotations, ': '))
  writer.optional(1, 'Service Account', spec.serviceAccountName)
  describeContainers(writer, 'Init Containers', spec.initContainers, undefined, '  ')
  describeContainers(writer, 'Containers', spec.containers, undefined, '  ')
  describeVolumes(writer, spec, '  ')
  describeScheduling(writer, spec, '  ')
}
