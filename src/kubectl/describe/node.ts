import type { KubeObject } from '../../model/kubernetes.js'
import { describeEvents, describeLabels, type Describer } from './common.js'
import { date, pairs, type DescribeWriter } from './writer.js'

interface NodeStatus {
  conditions?: {
    type: string
    status: string
    lastHeartbeatTime?: string
    lastTransitionTime?: string
    reason?: string
    message?: string
  }[]
  addresses?: { type: string; address: string }[]
  capacity?: Record<string, string>
  allocatable?: Record<string, string>
  nodeInfo?: Record<string, string>
}

interface NodeSpec {
  taints?: { key: string; value?: string; effect: string }[]
  unschedulable?: boolean
  podCIDR?: string
  podCIDRs?: string[]
  providerID?: string
}

/** The prefix of the labels that carry a node's roles. */
const rolePrefix = 'node-role.kubernetes.io/'

const infoLabels = [
  ['Machine ID', 'machineID'],
  ['System UUID', 'systemUUID'],
  ['Boot ID', 'bootID'],
  ['Kernel Version', 'kernelVersion'],
  ['OS Image', 'osImage'],
  ['Operating System', 'operatingSystem'],
  ['Architecture', 'architecture'],
  ['Container Runtime Version', 'containerRuntimeVersion'],
  ['Kubelet Version', 'kubeletVersion'],
] as const

export const describeNode: Describer = (writer, subject) => {
  const { object } = subject
  const spec = (object.spec ?? {}) as NodeSpec
  const status = (object.status ?? {}) as NodeStatus
  writer.field(0, 'Name', object.metadata.name)
  writer.field(0, 'Roles', rolesOf(object))
  describeLabels(writer, object)
  writer.field(0, 'CreationTimestamp', date(object.metadata.creationTimestamp))
  writer.list(
    0,
    'Taints',
    (spec.taints ?? []).map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`),
  )
  writer.field(0, 'Unschedulable', spec.unschedulable ?? false)
  describeConditions(writer, status)
  writer.line(0, 'Addresses:')
  for (const { type, address } of status.addresses ?? []) writer.field(1, type, address)
  describeAmounts(writer, 'Capacity', status.capacity)
  describeAmounts(writer, 'Allocatable', status.allocatable)
  writer.line(0, 'System Info:')
  for (const [label, key] of infoLabels) writer.field(1, label, status.nodeInfo?.[key])
  writer.optional(0, 'PodCIDR', spec.podCIDR)
  writer.optional(0, 'PodCIDRs', spec.podCIDRs?.join(','))
  writer.optional(0, 'ProviderID', spec.providerID)
  describeEvents(writer, subject)
}

function rolesOf({ metadata }: KubeObject): string {
  const roles = Object.keys(metadata.labels ?? {}).flatMap((label) =>
    label.startsWith(rolePrefix) ? [label.slice(rolePrefix.length)] : [],
  )
  return roles.sort().join(',') || '<none>'
}

function describeConditions(writer: DescribeWriter, { conditions = [] }: NodeStatus): void {
  if (conditions.length === 0) return
  writer.line(0, 'Conditions:')
  const rows = conditions.map((row) => [
    row.type,
    row.status,
    date(row.lastHeartbeatTime),
    date(row.lastTransitionTime),
    row.reason ?? '',
    row.message ?? '',
  ])
  writer.table(1, ['Type', 'Status', 'LastHeartbeatTime', 'LastTransitionTime', 'Reason', 'Message'], rows)
}

function describeAmounts(
  writer: DescribeWriter,
  key: string,
  amounts: Record<string, string> | undefined,
): void {
  if (!amounts) return
  writer.line(0, `${key}:`)
  for (const line of pairs(amounts, ':\t')) writer.line(1, line)
}
