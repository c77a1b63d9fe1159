import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { ApiError } from '../../store/api-error.js'
import { removeTree } from '../remove-tree.js'
import { prepareVolumes } from '../volumes/volume-set.js'
import { ContainerConfigError } from './config-error.js'
import { ContainerWorker } from './container-worker.js'
import { objectChanged } from './object-changed.js'
import type { NodeContext, PodContext } from './context.js'
import { timestamp } from './context.js'
import type { PodProgress } from './status.js'
import { isSidecar, podStatus } from './status.js'
import type { Pod, TerminatedState } from './types.js'

/** What a container is made from, besides its pod. */
const configTypes = [
  'configmaps',
  'secrets',
  'persistentvolumeclaims',
  'persistentvolumes',
  'serviceaccounts',
]

/** One pod on the node, from its volumes to its last container's end. */
export class PodWorker {
  readonly init: ContainerWorker[]
  readonly containers: ContainerWorker[]
  readonly #context: PodContext
  readonly #stop = new AbortController()
  readonly #progress: Pick<PodProgress, 'startTime' | 'sandboxReady' | 'failure'>
  readonly #work: Promise<void>
  #pod: Pod
  #ended = false
  #graceEnds = Infinity
  #shorten: () => void = () => {}
  #termination: Promise<void> | undefined

  constructor(node: NodeContext, pod: Pod, podIP: string) {
    this.#pod = pod
    this.#progress = { startTime: timestamp(node.now()), sandboxReady: false, failure: undefined }
    this.#context = {
      ...node,
      pod: () => this.#pod,
      podFolder: join(node.podsFolder, pod.metadata.uid ?? pod.metadata.name),
      podIP,
      volumes: new Map(),
      publish: () => this.#publish(),
      configChanged: (signal) => objectChanged(node.store, pod.metadata, configTypes, signal),
    }
    const waiting = pod.spec.initContainers?.length ? 'PodInitializing' : 'ContainerCreating'
    this.init = (pod.spec.initContainers ?? []).map(
      (container) => new ContainerWorker(this.#context, container, 'PodInitializing'),
    )
    this.containers = pod.spec.containers.map(
      (container) => new ContainerWorker(this.#context, container, waiting),
    )
    this.#publish()
    this.#work = this.#run()
  }

  get pod(): Pod {
    return this.#pod
  }

  find(container: string): ContainerWorker | undefined {
    return [...this.init, ...this.containers].find(({ status }) => status.name === container)
  }

  /** The pod was changed: labels, or its deletion was asked for. */
  update(pod: Pod): void {
    this.#pod = pod
    if (pod.metadata.deletionTimestamp !== undefined) {
      const grace = pod.metadata.deletionGracePeriodSeconds ?? 0
      void this.terminate(grace * 1000).then(() => this.#removePod())
    }
  }

  /** Ends all containers, and frees what the pod had. A second call can only shorten the grace period. */
  terminate(graceMs: number): Promise<void> {
    const ends = Date.now() + graceMs
    if (ends < this.#graceEnds) {
      this.#graceEnds = ends
      this.#shorten()
    }
    this.#termination ??= this.#terminate()
    return this.#termination
  }

  async #terminate(): Promise<void> {
    this.#stop.abort(new Error('the pod is being deleted'))
    await this.#stopAll('Stopping container')
    await this.#work
    this.#ended = true
    await removeTree(this.#context.podFolder)
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop
    try {
      await this.#prepare(signal)
      void this.#watchDeadline(signal)
      if (await this.#runInit(signal)) {
        await Promise.all(this.containers.map((worker) => worker.run((end) => this.#restarts(end), signal)))
      }
      await Promise.all(this.init.map((worker) => worker.stop(this.#graceMs())))
    } catch (error) {
      if (!signal.aborted)
        this.#context.logger.warn(`embedded: pod ${this.#pod.metadata.name}: ${String(error)}`)
    }
  }

  async #prepare(signal: AbortSignal): Promise<void> {
    const { podFolder } = this.#context
    await mkdir(podFolder, { recursive: true })
    const volumeContext = {
      ...this.#context,
      pod: this.#pod,
      folder: podFolder,
      node: { ...this.#context.node, podIP: this.#context.podIP },
    }
    for (;;) {
      signal.throwIfAborted()
      try {
        const volumes = await prepareVolumes(volumeContext)
        for (const [name, volume] of volumes) this.#context.volumes.set(name, volume)
        break
      } catch (error) {
        if (!(error instanceof ContainerConfigError) && !(error instanceof ApiError)) throw error
        this.#context.record(this.#pod, { type: 'Warning', reason: 'FailedMount', message: error.message })
        await this.#context.configChanged(signal)
      }
    }
    this.#progress.sandboxReady = true
    this.#publish()
  }

  /** One after the other; a sidecar has only to be started. False where one failed for good. */
  async #runInit(signal: AbortSignal): Promise<boolean> {
    for (const worker of this.init) {
      if (isSidecar(worker.container)) {
        void worker.run(() => true, signal).catch(() => {})
        await this.#started(worker, signal)
        continue
      }
      const retry = this.#pod.spec.restartPolicy !== 'Never'
      await worker.run((end) => retry && end.exitCode !== 0, signal)
      if (worker.status.state.terminated?.exitCode !== 0) return false
    }
    return true
  }

  async #started(worker: ContainerWorker, signal: AbortSignal): Promise<void> {
    const { store } = this.#context
    while (!worker.status.started) await objectChanged(store, this.#pod.metadata, ['pods'], signal)
  }

  #restarts(end: TerminatedState): boolean {
    if (this.#progress.failure) return false
    const policy = this.#pod.spec.restartPolicy ?? 'Always'
    return policy === 'Always' || (policy === 'OnFailure' && end.exitCode !== 0)
  }

  async #watchDeadline(signal: AbortSignal): Promise<void> {
    const seconds = this.#pod.spec.activeDeadlineSeconds
    if (seconds === undefined) return
    const cancelled = new AbortController()
    void this.#work.then(() => cancelled.abort())
    try {
      await delay(seconds * 1000, undefined, { signal: AbortSignal.any([signal, cancelled.signal]) })
    } catch {
      return
    }
    const message = 'Pod was active on the node longer than the specified deadline'
    this.#progress.failure = { reason: 'DeadlineExceeded', message }
    this.#context.record(this.#pod, { type: 'Normal', reason: 'DeadlineExceeded', message })
    this.#graceEnds = Math.min(this.#graceEnds, Date.now() + this.#graceMs())
    await this.#stopAll('Stopping container')
    this.#publish()
  }

  /** Each container gets what is left of the grace period, which a second deletion may have cut. */
  async #stopAll(text: string): Promise<void> {
    const all = [...this.containers, ...this.init]
    for (const worker of all.filter(({ status }) => status.state.running)) {
      worker.record('Normal', 'Killing', `${text} ${worker.container.name}`)
    }
    const stopped = Promise.all(all.map((worker) => worker.stop(Math.max(0, this.#graceEnds - Date.now()))))
    this.#shorten = () => {
      const left = Math.max(0, this.#graceEnds - Date.now())
      for (const worker of all) void worker.stop(left)
    }
    await stopped
  }

  #graceMs(): number {
    return (this.#pod.spec.terminationGracePeriodSeconds ?? 30) * 1000
  }

  /** The API keeps a pod with a grace period until its kubelet says that it has ended. */
  #removePod(): void {
    const { name, namespace, uid } = this.#pod.metadata
    try {
      this.#context.store.delete('pods', namespace, name, { gracePeriodSeconds: 0, uid })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
    }
  }

  #publish(): void {
    if (this.#ended) return
    const { metadata } = this.#pod
    const { store, now, node, podIP } = this.#context
    store.modify('pods', metadata.namespace, metadata.name, (draft) => {
      if (draft.metadata.uid !== metadata.uid) return
      const statuses = (workers: ContainerWorker[]) => structuredClone(workers.map(({ status }) => status))
      const progress = {
        ...this.#progress,
        hostIP: node.hostIP,
        podIP,
        init: statuses(this.init),
        containers: statuses(this.containers).sort((a, b) => (a.name < b.name ? -1 : 1)),
      }
      draft.status = podStatus(draft as Pod, progress, timestamp(now()))
    })
  }
}
