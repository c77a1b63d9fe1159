import type { Container, ContainerStatus, Pod, PodCondition, PodStatus } from './types.js'

/** What the status of a pod is made from; the containers in the order of the spec. */
export interface PodProgress {
  startTime: string
  hostIP: string
  podIP: string
  /** Whether volumes and the like are there. */
  sandboxReady: boolean
  init: ContainerStatus[]
  containers: ContainerStatus[]
  /** Set where the pod as a whole failed: `DeadlineExceeded`. */
  failure?: { reason: string; message: string } | undefined
}

/** The pod's status as the kubelet writes it; conditions keep the time of their last change. */
export function podStatus(pod: Pod, progress: PodProgress, now: string): PodStatus {
  const phase = phaseOf(pod, progress)
  const previous = pod.status?.conditions ?? []
  const own = conditionsOf(pod, progress, phase).map((condition) => withTransition(condition, previous, now))
  const kept = previous.filter(({ type }) => !own.some((condition) => condition.type === type))
  const reached = progress.sandboxReady
  return {
    ...(pod.metadata.generation === undefined ? {} : { observedGeneration: pod.metadata.generation }),
    phase,
    conditions: [...own, ...kept],
    ...(progress.failure ?? {}),
    hostIP: progress.hostIP,
    hostIPs: [{ ip: progress.hostIP }],
    ...(reached ? { podIP: progress.podIP, podIPs: [{ ip: progress.podIP }] } : {}),
    startTime: progress.startTime,
    ...(progress.init.length > 0 ? { initContainerStatuses: progress.init } : {}),
    containerStatuses: progress.containers,
    qosClass: qosClass(pod),
  }
}

function phaseOf(pod: Pod, { init, containers, failure }: PodProgress): PodStatus['phase'] {
  if (failure) return 'Failed'
  const policy = pod.spec.restartPolicy ?? 'Always'
  const initFailed = init.some(({ state }) => (state.terminated?.exitCode ?? 0) !== 0)
  if (initFailed && policy === 'Never') return 'Failed'
  const ends = containers.map(({ state }) => state.terminated)
  if (ends.every((end) => end !== undefined)) {
    const failed = ends.some((end) => end?.exitCode !== 0)
    if (pod.metadata.deletionTimestamp !== undefined) return failed ? 'Failed' : 'Succeeded'
    if (policy === 'Always') return 'Running'
    if (!failed) return 'Succeeded'
    return policy === 'Never' ? 'Failed' : 'Running'
  }
  const fresh = containers.some(({ state, lastState }) => state.waiting && !lastState.terminated)
  return fresh ? 'Pending' : 'Running'
}

function conditionsOf(
  pod: Pod,
  progress: PodProgress,
  phase: PodStatus['phase'],
): Omit<PodCondition, 'lastTransitionTime'>[] {
  const ended = phase === 'Succeeded' || phase === 'Failed'
  const pendingInit = namesOf(progress.init.filter((status) => !isInitDone(pod, status)))
  const unready = namesOf(progress.containers.filter(({ ready }) => !ready))
  const completed =
    phase === 'Succeeded'
      ? { reason: 'PodCompleted' }
      : phase === 'Failed'
        ? { reason: 'PodFailed' }
        : undefined
  const readiness =
    unready === '' && !ended
      ? { status: 'True' as const }
      : {
          status: 'False' as const,
          ...(completed ?? {
            reason: 'ContainersNotReady',
            message: `containers with unready status: [${unready}]`,
          }),
        }
  const initialized =
    pendingInit === '' || phase === 'Succeeded'
      ? { status: 'True' as const, ...(phase === 'Succeeded' ? completed : {}) }
      : {
          status: 'False' as const,
          reason: 'ContainersNotInitialized',
          message: `containers with incomplete status: [${pendingInit}]`,
        }
  const generation =
    pod.metadata.generation === undefined ? {} : { observedGeneration: pod.metadata.generation }
  const condition = (type: string, state: Pick<PodCondition, 'status' | 'reason' | 'message'>) => ({
    type,
    ...generation,
    lastProbeTime: null,
    ...state,
  })
  return [
    condition('PodReadyToStartContainers', { status: progress.sandboxReady && !ended ? 'True' : 'False' }),
    condition('Initialized', initialized),
    condition('Ready', readiness),
    condition('ContainersReady', readiness),
    condition('PodScheduled', { status: 'True' }),
  ]
}

function isInitDone(pod: Pod, status: ContainerStatus): boolean {
  const spec = pod.spec.initContainers?.find(({ name }) => name === status.name)
  return isSidecar(spec) ? status.started === true : status.state.terminated?.exitCode === 0
}

/** An init container that keeps running beside the others. */
export function isSidecar(container: Container | undefined): boolean {
  return container?.restartPolicy === 'Always'
}

function namesOf(statuses: ContainerStatus[]): string {
  return statuses.map(({ name }) => name).join(' ')
}

function withTransition(
  condition: Omit<PodCondition, 'lastTransitionTime'>,
  previous: PodCondition[],
  now: string,
): PodCondition {
  const before = previous.find(({ type }) => type === condition.type)
  const lastTransitionTime = before?.status === condition.status ? before.lastTransitionTime : now
  return { ...condition, lastTransitionTime }
}

function qosClass(pod: Pod): string {
  const all = [...(pod.spec.initContainers ?? []), ...pod.spec.containers].map(
    ({ resources }) => resources ?? {},
  )
  if (all.every(({ requests = {}, limits = {} }) => Object.keys({ ...requests, ...limits }).length === 0))
    return 'BestEffort'
  const guaranteed = all.every(({ requests = {}, limits = {} }) =>
    ['cpu', 'memory'].every(
      (name) => limits[name] !== undefined && (requests[name] ?? limits[name]) === limits[name],
    ),
  )
  return guaranteed ? 'Guaranteed' : 'Burstable'
}
