import { isNotFound } from '../kube/api-error.js'
import type { Connection } from '../kube/connection.js'
import { listAll } from '../kube/list.js'
import { getObject } from '../kube/objects.js'
import { wellKnown, type ApiResource } from '../kube/resource.js'
import { formatSelector, type LabelSelector } from '../kube/selector.js'
import type { KubeObject } from '../model/kubernetes.js'
import type { Context } from './context.js'
import { KubectlError } from './errors.js'
import { blameNamespace } from './fetch.js'
import { readPodLike } from './resource-args.js'

/** The pods that `POD` or `TYPE/NAME` means, the best one first. Throws as kubectl words it. */
export async function findPods(context: Context, connection: Connection, arg: string): Promise<KubeObject[]> {
  const { signal } = context
  const namespace = await context.namespace()
  const { resource, name } = await readPodLike(connection, arg, signal)
  try {
    const object = await getObject(connection, resource, { namespace, name }, signal)
    if (resource.kind === 'Pod' && resource.group === '') return [object]
    const { items } = await listAll(connection, wellKnown.pods, {
      namespace,
      labelSelector: podSelector(object, resource),
      signal,
    })
    if (items.length > 0) return items.sort(byUsefulness)
    throw new KubectlError(`timed out waiting for the condition`)
  } catch (error) {
    throw await blameNamespace(connection, error, resource, { namespace, signal })
  }
}

/** The selector with which a workload or a Service finds its pods. */
export function podSelector(object: KubeObject, resource: Pick<ApiResource, 'plural'>): string {
  const selector = (object.spec as { selector?: LabelSelector | Record<string, string> } | undefined)
    ?.selector
  if (selector === undefined)
    throw new KubectlError(`cannot get the logs from *${resource.plural}: it selects no pods`)
  const plain = ['Service', 'ReplicationController'].includes(object.kind)
  return formatSelector(plain ? { matchLabels: selector as Record<string, string> } : selector)
}

/** Running and ready ones first, then the younger. */
function byUsefulness(a: KubeObject, b: KubeObject): number {
  const created = (pod: KubeObject) => Date.parse(pod.metadata.creationTimestamp ?? '') || 0
  return rank(a) - rank(b) || created(b) - created(a)
}

function rank(pod: KubeObject): number {
  const status = pod.status as { phase?: string; conditions?: { type: string; status: string }[] } | undefined
  if (pod.metadata.deletionTimestamp !== undefined) return 4
  const ready = status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True')
  return ready ? 0 : ({ Running: 1, Pending: 2 }[status?.phase ?? ''] ?? 3)
}

interface PodSpec {
  containers?: { name: string }[]
  initContainers?: { name: string }[]
  ephemeralContainers?: { name: string }[]
}

/** Every container of a pod, as kubectl lists them. */
export function containersOf(pod: KubeObject): { containers: string[]; init: string[]; ephemeral: string[] } {
  const spec = (pod.spec ?? {}) as PodSpec
  const names = (list: { name: string }[] | undefined) => (list ?? []).map(({ name }) => name)
  return {
    containers: names(spec.containers),
    init: names(spec.initContainers),
    ephemeral: names(spec.ephemeralContainers),
  }
}

/** The container that is meant: the one named, the pod's default, or the first, which is said on stderr. */
export function chooseContainer(
  context: Pick<Context, 'err'>,
  pod: KubeObject,
  wanted: string | undefined,
  quiet = false,
): string {
  const { containers, init, ephemeral } = containersOf(pod)
  const all = [...containers, ...init, ...ephemeral]
  if (wanted !== undefined) {
    if (all.includes(wanted)) return wanted
    throw new KubectlError(
      `container ${wanted} is not valid for pod ${pod.metadata.name} out of: ${describeContainers(pod)}`,
    )
  }
  const preferred = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container']
  if (preferred !== undefined && all.includes(preferred)) return preferred
  const [first = ''] = containers
  if (all.length > 1 && !quiet)
    context.err(`Defaulted container "${first}" out of: ${describeContainers(pod)}\n`)
  return first
}

function describeContainers(pod: KubeObject): string {
  const { containers, init, ephemeral } = containersOf(pod)
  return [
    ...containers,
    ...init.map((name) => `${name} (init)`),
    ...ephemeral.map((name) => `${name} (ephem)`),
  ].join(', ')
}

/** How `logs` words a pod that is not there. */
export function logTargetError(error: unknown, namespace: string): unknown {
  if (!isNotFound(error) || !/^pods /.test((error as Error).message)) return error
  return new KubectlError(
    `error from server (NotFound): ${(error as Error).message} in namespace "${namespace}"`,
  )
}
