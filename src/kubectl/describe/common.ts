import type { KubeEvent } from '../../kube/events.js'
import type { KubeObject } from '../../model/kubernetes.js'
import { eventAge } from './event-table.js'
import { pairs, type DescribeWriter } from './writer.js'

/** What a description is made from. */
export interface Subject {
  object: KubeObject
  events: readonly KubeEvent[]
  now: number
}

/** Writes a description; the name and the namespace come first, the events last. */
export type Describer = (writer: DescribeWriter, subject: Subject) => void

export function describeName(writer: DescribeWriter, { metadata }: KubeObject): void {
  writer.field(0, 'Name', metadata.name)
  writer.optional(0, 'Namespace', metadata.namespace)
}

export function describeLabels(writer: DescribeWriter, { metadata }: KubeObject): void {
  writer.list(0, 'Labels', pairs(metadata.labels))
  const { 'kubectl.kubernetes.io/last-applied-configuration': _, ...annotations } = metadata.annotations ?? {}
  const lines = Object.entries(annotations)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, value]) => annotationLines(key, value))
  writer.list(0, 'Annotations', lines)
}

/** Long values and those of several lines stand below their key. */
function annotationLines(key: string, value: string): string[] {
  const text = value.replace(/\n$/, '')
  if (!text.includes('\n') && key.length + text.length < 140) return [`${key}: ${text}`]
  return [
    `${key}:`,
    ...text.split('\n').map((line) => `  ${line.length > 140 ? `${line.slice(0, 137)}...` : line}`),
  ]
}

export function describeEvents(writer: DescribeWriter, { events, now }: Subject): void {
  if (events.length === 0) return writer.field(0, 'Events', '<none>')
  writer.line(0, 'Events:')
  const rows = events.map((event) => [
    event.type,
    event.reason,
    eventAge(event, now),
    event.source,
    oneLine(event),
  ])
  writer.table(1, ['Type', 'Reason', 'Age', 'From', 'Message'], rows)
}

function oneLine({ message, object }: KubeEvent): string {
  const text = message.replace(/\s*\n\s*/g, ' ')
  return object.fieldPath === '' ? text : `${object.fieldPath}: ${text}`
}

/** `Deployment/web`, of the owner that controls it. */
export function controllerOf({ metadata }: KubeObject): string | undefined {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller)
  return owner && `${owner.kind}/${owner.name}`
}
