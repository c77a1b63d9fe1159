import type { KubeObject } from '../../model/kubernetes.js'
import { controllerOf, describeEvents, describeLabels, describeName, type Describer } from './common.js'
import { describeContainers, type Container, type ContainerStatus } from './containers.js'
import { describeVolumes, type Volume } from './volumes.js'
import { date, pairs, type DescribeWriter } from './writer.js'

export interface PodSpec {
  containers?: Container[]
  initContainers?: Container[]
  ephemeralContainers?: Container[]
  volumes?: Volume[]
  nodeSelector?: Record<string, string>
  tolerations?: Toleration[]
  serviceAccountName?: string
  priority?: number
  priorityClassName?: string
  nodeName?: string
}

interface Toleration {
  key?: string
  operator?: string
  value?: string
  effect?: string
  tolerationSeconds?: number
}

interface PodStatus {
  phase?: string
  reason?: string
  message?: string
  hostIP?: string
  podIP?: string
  podIPs?: { ip?: string }[]
  startTime?: string
  qosClass?: string
  conditions?: { type: string; status: string }[]
  containerStatuses?: ContainerStatus[]
  initContainerStatuses?: ContainerStatus[]
  ephemeralContainerStatuses?: ContainerStatus[]
}

export const describePod: Describer = (writer, subject) => {
  const { object } = subject
  const spec = (object.spec ?? {}) as PodSpec
  const status = (object.status ?? {}) as PodStatus
  describeName(writer, object)
  writer.field(0, 'Priority', spec.priority ?? 0)
  writer.optional(0, 'Priority Class Name', spec.priorityClassName)
  writer.field(0, 'Service Account', spec.serviceAccountName ?? 'default')
  writer.field(0, 'Node', spec.nodeName ? `${spec.nodeName}/${status.hostIP ?? ''}` : '<none>')
  if (status.startTime) writer.field(0, 'Start Time', date(status.startTime))
  describeLabels(writer, object)
  describePhase(writer, object, status)
  writer.field(0, 'IP', status.podIP)
  describeIps(writer, status)
  writer.optional(0, 'Controlled By', controllerOf(object))
  describeContainers(writer, 'Init Containers', spec.initContainers, status.initContainerStatuses ?? [], '')
  describeContainers(writer, 'Containers', spec.containers, status.containerStatuses ?? [], '')
  describeContainers(
    writer,
    'Ephemeral Containers',
    spec.ephemeralContainers,
    status.ephemeralContainerStatuses ?? [],
    '',
  )
  if (status.conditions?.length) {
    writer.line(0, 'Conditions:')
    writer.line(1, 'Type\tStatus')
    for (const condition of status.conditions) writer.line(1, `${condition.type} \t${condition.status} `)
  }
  describeVolumes(writer, spec, '')
  writer.optional(0, 'QoS Class', status.qosClass)
  describeScheduling(writer, spec, '')
  describeEvents(writer, subject)
}

function describePhase(
  writer: DescribeWriter,
  { metadata }: KubeObject,
  { phase, reason, message }: PodStatus,
): void {
  if (metadata.deletionTimestamp) {
    writer.field(0, 'Status', 'Terminating')
    writer.field(0, 'Termination Grace Period', `${metadata.deletionGracePeriodSeconds ?? 0}s`)
  } else writer.field(0, 'Status', phase)
  writer.optional(0, 'Reason', reason)
  writer.optional(0, 'Message', message)
}

function describeIps(writer: DescribeWriter, { podIPs = [] }: PodStatus): void {
  if (podIPs.length === 0) return writer.field(0, 'IPs', '<none>')
  writer.line(0, 'IPs:')
  for (const { ip } of podIPs) writer.field(1, 'IP', ip)
}

export function describeScheduling(
  writer: DescribeWriter,
  { nodeSelector, tolerations = [] }: PodSpec,
  indent: string,
): void {
  writer.list(0, `${indent}Node-Selectors`, pairs(nodeSelector))
  writer.list(0, `${indent}Tolerations`, tolerations.map(tolerationText).sort())
}

function tolerationText({ key = '', operator, value, effect, tolerationSeconds }: Toleration): string {
  const what = `${key}${value ? `=${value}` : ''}${effect ? `:${effect}` : ''}`
  const exists = operator === 'Exists' && !value ? ` op=Exists` : ''
  return `${what}${exists}${tolerationSeconds === undefined ? '' : ` for ${tolerationSeconds}s`}`.trim()
}
