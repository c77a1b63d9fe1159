import type { KubeObject } from '../../../model/kubernetes.js'
import { eventRecorder } from '../controllers/events.js'
import { nodeName } from './node-object.js'
import type { NodeContext } from './pod/context.js'
import { timestamp } from './pod/context.js'
import { PodWorker } from './pod/pod-worker.js'
import type { Pod, PodCondition } from './pod/types.js'
import { createRuntime } from './runtime.js'
import { unschedulable } from './scheduler.js'
import type { NodeRuntime } from './types.js'

/** The embedded cluster's one node: gives pods to itself, runs them, and answers for their logs and commands. */
export interface Kubelet {
  readonly runtime: NodeRuntime
  /** Kills every container; resolves when none is left. */
  close(): Promise<void>
}

export type KubeletOptions = Omit<NodeContext, 'record'>

/** Starts to watch for pods. The Node object is there already. */
export function startKubelet(options: KubeletOptions): Kubelet {
  const { store, now } = options
  const context: NodeContext = {
    ...options,
    record: eventRecorder(store, { component: 'kubelet', host: nodeName }, now),
  }
  const schedule = createScheduler(options)
  const workers = new Map<string, PodWorker>()
  const leaving = new Set<Promise<void>>()
  let addresses = 0

  const leave = (worker: PodWorker) => {
    const left = worker.terminate(0).finally(() => leaving.delete(left))
    leaving.add(left)
  }
  const see = (pod: Pod) => {
    const uid = pod.metadata.uid ?? ''
    const worker = workers.get(uid)
    if (worker) return worker.update(pod)
    if (pod.spec.nodeName === undefined) return schedule(pod)
    if (pod.spec.nodeName !== nodeName || hasEnded(pod)) return
    if (pod.metadata.deletionTimestamp === undefined)
      workers.set(uid, new PodWorker(context, pod, podIP(++addresses)))
    else store.delete('pods', pod.metadata.namespace, pod.metadata.name, { gracePeriodSeconds: 0, uid })
  }
  const forget = (pod: KubeObject) => {
    const worker = workers.get(pod.metadata.uid ?? '')
    workers.delete(pod.metadata.uid ?? '')
    if (worker) leave(worker)
  }
  const stopPods = store.subscribe(['pods'], ({ type, object }) =>
    type === 'DELETED' ? forget(object) : see(object as Pod),
  )
  // What keeps a pod from its node may change without it.
  const stopOthers = store.subscribe(['persistentvolumeclaims', 'nodes'], () => {
    for (const pod of store.list('pods').items)
      if ((pod as Pod).spec.nodeName === undefined) schedule(pod as Pod)
  })
  for (const pod of store.list('pods').items) see(pod as Pod)

  return {
    runtime: createRuntime(store, workers),
    async close() {
      stopPods()
      stopOthers()
      for (const worker of workers.values()) leave(worker)
      workers.clear()
      await Promise.all(leaving)
    },
  }
}

function hasEnded(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed'
}

/** Addresses of the loopback network, so that a server in a pod is reached under the pod's own. */
function podIP(count: number): string {
  return `127.1.${Math.floor(count / 250) % 250}.${(count % 250) + 2}`
}

/** Gives a pod to the node, or says in its conditions and events why not. */
function createScheduler({ store, now }: Pick<KubeletOptions, 'store' | 'now'>): (pod: Pod) => void {
  const record = eventRecorder(store, { component: 'default-scheduler' }, now)
  return (pod) => {
    const { namespace, name, uid, deletionTimestamp } = pod.metadata
    if (
      deletionTimestamp !== undefined ||
      (pod.spec.schedulerName ?? 'default-scheduler') !== 'default-scheduler'
    )
      return
    const node = store.get('nodes', undefined, nodeName)
    if (!node) return
    const why = unschedulable(pod, node, store)
    if (why === undefined) {
      store.modify('pods', namespace, name, (draft) => {
        if (draft.metadata.uid === uid) (draft as Pod).spec.nodeName = nodeName
      })
      record(pod, {
        type: 'Normal',
        reason: 'Scheduled',
        message: `Successfully assigned ${namespace}/${name} to ${nodeName}`,
      })
      return
    }
    const message = `0/1 nodes are available: ${why}. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.`
    const current = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled')
    if (current?.message === message) return
    record(pod, { type: 'Warning', reason: 'FailedScheduling', message })
    const condition: PodCondition = {
      type: 'PodScheduled',
      status: 'False',
      lastProbeTime: null,
      lastTransitionTime: timestamp(now()),
      reason: 'Unschedulable',
      message,
    }
    store.modify('pods', namespace, name, (draft) => {
      if (draft.metadata.uid === uid) draft.status = { phase: 'Pending', conditions: [condition] }
    })
  }
}
