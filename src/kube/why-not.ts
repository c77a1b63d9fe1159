import type { KubeObject } from '../model/kubernetes.js'
import { conditionsOf, type Condition } from './conditions.js'
import type { Connection } from './connection.js'
import { listEvents } from './events.js'
import { listAll } from './list.js'
import { logTail } from './log-tail.js'
import { findObject } from './objects.js'
import { troublesOf } from './pod-trouble.js'
import { qualifiedName, wellKnown, type ApiResource } from './resource.js'
import { formatSelector, type LabelSelector } from './selector.js'

const maxPods = 3
const maxEvents = 5

/**
 * Says in lines why an object is not what it should be: its conditions, its events, the states of its pods and the
 * last lines of containers that fail. Reads only; what may not be read is left out.
 */
export async function whyNot(
  connection: Connection,
  target: { resource: ApiResource; namespace?: string | undefined; name: string },
  signal: AbortSignal,
): Promise<string[]> {
  const { resource, namespace, name } = target
  const object = await findObject(connection, resource, { namespace, name }, signal)
  if (!object)
    return [
      `${qualifiedName(resource)} ${name} does not exist${namespace === undefined ? '' : ` in namespace ${namespace}`}`,
    ]
  const pods =
    resource.kind === 'Pod' && resource.group === ''
      ? [object]
      : await podsOf(connection, object, signal).catch(() => [])
  const sections = await Promise.all([
    Promise.resolve([...deletionLines(object), ...conditionLines(object)]),
    eventLines(connection, object, signal).catch(() => []),
    ...pods.slice(0, maxPods).map((pod) => podLines(connection, pod, pod === object, signal)),
  ])
  const lines = sections.flat()
  if (pods.length > maxPods) lines.push(`(${pods.length - maxPods} more pods)`)
  return lines.length > 0 ? lines : [`${qualifiedName(resource)} ${name} exists, and says nothing of why`]
}

function deletionLines({ metadata }: KubeObject): string[] {
  if (metadata.deletionTimestamp === undefined) return []
  const holders = metadata.finalizers?.length
    ? `; held by the finalizers ${metadata.finalizers.join(', ')}`
    : ''
  return [`it is being deleted since ${metadata.deletionTimestamp}${holders}`]
}

/** Conditions whose good state is False. */
const negative =
  /Failed|Failure|Degraded|Pressure|Unavailable|Terminating|DeletionDiscovery|Deletion|ContentRemaining|FinalizersRemaining|Suspended/

function isBad({ type, status }: Condition): boolean {
  return negative.test(type) ? status !== 'False' : status !== 'True'
}

function conditionLines(object: KubeObject): string[] {
  return conditionsOf(object)
    .filter(isBad)
    .map(
      ({ type, status, reason, message }) =>
        `condition ${type}=${status}${reason ? ` (${reason})` : ''}${message ? `: ${message}` : ''}`,
    )
}

async function eventLines(
  connection: Connection,
  object: KubeObject,
  signal: AbortSignal,
): Promise<string[]> {
  const { name, namespace, uid } = object.metadata
  const events = await listEvents(connection, { namespace, name, uid }, signal)
  return events
    .filter(({ type }) => type !== 'Normal')
    .slice(-maxEvents)
    .map(({ reason, message, count }) => `event ${reason}${count > 1 ? ` (${count} times)` : ''}: ${message}`)
}

async function podsOf(
  connection: Connection,
  object: KubeObject,
  signal: AbortSignal,
): Promise<KubeObject[]> {
  const selector = (object.spec as { selector?: LabelSelector } | undefined)?.selector
  const labelSelector = selector?.matchLabels || selector?.matchExpressions ? formatSelector(selector) : ''
  if (labelSelector === '' || object.metadata.namespace === undefined) return []
  const { items } = await listAll(connection, wellKnown.pods, {
    namespace: object.metadata.namespace,
    labelSelector,
    signal,
  })
  const bad = items.filter((pod) => troublesOf(pod).length > 0)
  return bad.length > 0 ? bad : []
}

async function podLines(
  connection: Connection,
  pod: KubeObject,
  isTarget: boolean,
  signal: AbortSignal,
): Promise<string[]> {
  const prefix = isTarget ? '' : `pod ${pod.metadata.name}: `
  const troubles = troublesOf(pod)
  const events = isTarget ? [] : await eventLines(connection, pod, signal).catch(() => [])
  const logs = await Promise.all(
    troubles.map((trouble) => logTail(connection, pod, trouble, signal).catch(() => [])),
  )
  return [
    ...troubles.map(({ text: line }) => prefix + line),
    ...events.map((line) => prefix + line),
    ...logs.flat(),
  ]
}
