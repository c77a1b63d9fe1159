import { parseQuantity } from '../../../../lib/quantity.js'
import type { Pod, ResourceFieldRef } from './types.js'

/** What a pod may be told of the node it runs on. */
export interface NodeFacts {
  name: string
  hostIP: string
  podIP: string
  cpus: number
  memoryBytes: number
}

/** The value of a downward API field (`metadata.labels['app']`, `status.podIP`), or `undefined` where there is no such. */
export function readField(pod: Pod, path: string, node: NodeFacts): string | undefined {
  const subscript = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path)
  if (subscript) return pod.metadata[subscript[1] as 'labels' | 'annotations']?.[subscript[2] ?? ''] ?? ''
  return fields[path]?.(pod, node)
}

const fields: Record<string, (pod: Pod, node: NodeFacts) => string | undefined> = {
  'metadata.name': (pod) => pod.metadata.name,
  'metadata.namespace': (pod) => pod.metadata.namespace,
  'metadata.uid': (pod) => pod.metadata.uid,
  'metadata.labels': (pod) => listed(pod.metadata.labels),
  'metadata.annotations': (pod) => listed(pod.metadata.annotations),
  'spec.nodeName': (_, node) => node.name,
  'spec.serviceAccountName': (pod) => pod.spec.serviceAccountName,
  'status.hostIP': (_, node) => node.hostIP,
  'status.hostIPs': (_, node) => node.hostIP,
  'status.podIP': (_, node) => node.podIP,
  'status.podIPs': (_, node) => node.podIP,
}

function listed(map: Record<string, string> = {}): string {
  const names = Object.keys(map).sort()
  return names.map((name) => `${name}=${JSON.stringify(map[name])}`).join('\n')
}

/** `limits.cpu` and the like in units of the divisor, rounded up; the node's own size where the container sets none. */
export function readResource(
  pod: Pod,
  containerName: string,
  ref: ResourceFieldRef,
  node: NodeFacts,
): string | undefined {
  const all = [...(pod.spec.initContainers ?? []), ...pod.spec.containers]
  const container = all.find((candidate) => candidate.name === (ref.containerName ?? containerName))
  const [, kind = '', resource = ''] = /^(limits|requests)\.(.+)$/.exec(ref.resource) ?? []
  const set = container?.resources?.[kind as 'limits' | 'requests']?.[resource]
  const divisor = resourceValue(ref.divisor && ref.divisor !== '0' ? ref.divisor : '1') ?? 1
  const whole = kind === 'limits' ? { cpu: node.cpus, memory: node.memoryBytes }[resource] : 0
  const value = set === undefined ? whole : resourceValue(set)
  return value === undefined ? undefined : String(Math.ceil(value / divisor))
}

/** A quantity of cores or bytes: `250m` is a quarter. */
export function resourceValue(text: string): number | undefined {
  const milli = /^(\d+(?:\.\d+)?)m$/.exec(text)
  if (milli) return Number(milli[1]) / 1000
  return /^\d+\.\d+$/.test(text) ? Number(text) : parseQuantity(text)
}
