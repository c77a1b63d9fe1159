import { createHash, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { StoredImage } from '../../image/image-store.js'
import type { LogFile } from '../log/log-file.js'
import { createLogFile } from '../log/log-file.js'
import { startProbes } from '../probes/prober.js'
import type { ContainerSpec, Exit, ProcessSpec, RunningContainer, RunningProcess } from '../sandbox/types.js'
import { createBackOff } from './back-off.js'
import { ContainerConfigError } from './config-error.js'
import type { PodContext } from './context.js'
import { containerField, timestamp } from './context.js'
import { instanceFolder, processSpec } from './process-spec.js'
import { pullImage } from './pull-image.js'
import { terminatedState } from './termination.js'
import type { Container, ContainerState, ContainerStatus, TerminatedState } from './types.js'

/** A container that ran this long starts its back-off anew. */
const healthyMs = 600_000

interface Instance {
  running: RunningContainer
  spec: ContainerSpec
}

/** One container of a pod: pulled, started, probed, restarted, stopped; and what is to be said of it. */
export class ContainerWorker {
  readonly status: ContainerStatus
  log: LogFile | undefined
  previousLog: LogFile | undefined
  #instance: Instance | undefined

  constructor(
    readonly context: PodContext,
    readonly container: Container,
    waiting: string,
  ) {
    const { name, image } = container
    this.status = {
      name,
      state: { waiting: { reason: waiting } },
      lastState: {},
      ready: false,
      started: false,
      restartCount: 0,
      image,
      imageID: '',
    }
  }

  /** Runs it again and again as long as `restart` wants it for its end; returns when it has ended for good. */
  async run(restart: (end: TerminatedState) => boolean, signal: AbortSignal): Promise<void> {
    const backOff = createBackOff(this.context.restartBackOff)
    for (let first = true; ; first = false) {
      const image = await pullImage(this, signal)
      const end = await this.#runOnce(image, signal)
      if (signal.aborted || !restart(end)) return
      if (Date.parse(end.finishedAt) - Date.parse(end.startedAt) > healthyMs) backOff.reset()
      if (!first) await this.#backOff(backOff.next(), end, signal)
      this.status.lastState = { terminated: end }
      this.status.restartCount++
      this.previousLog = this.log
    }
  }

  /** Asks it to end, and ends it after the grace period. */
  async stop(graceMs: number): Promise<void> {
    const running = this.#instance?.running
    if (!running) return
    if (graceMs > 0) {
      const preStop = this.#preStop(graceMs)
      await Promise.race([preStop, running.exited])
      running.kill('SIGTERM')
      const timer = new AbortController()
      await Promise.race([
        running.exited,
        delay(graceMs, undefined, { signal: timer.signal }).catch(() => {}),
      ])
      timer.abort()
    }
    running.kill('SIGKILL')
    await running.exited
  }

  /** Runs a command in it with its environment. `undefined` where it is not running. */
  exec(
    command: string[],
    options: { stdin: boolean },
    signal: AbortSignal,
  ): Promise<RunningProcess> | undefined {
    if (!this.#instance) return undefined
    const { env, workdir, user } = this.#instance.spec
    const spec: ProcessSpec = { command, env, workdir, user }
    return this.#instance.running.exec(spec, options, signal)
  }

  setReady(ready: boolean): void {
    if (this.status.ready === ready) return
    this.status.ready = ready
    this.context.publish()
  }

  /** Says something about it in the pod's events. */
  record(type: 'Normal' | 'Warning', reason: string, message: string): void {
    const pod = this.context.pod()
    this.context.record(pod, { type, reason, message, fieldPath: containerField(pod, this.container.name) })
  }

  /** Goes to a state, and has the pod's status say so. */
  become(state: ContainerState, ready = false): void {
    this.status.state = state
    this.status.ready = ready
    this.status.started = state.running !== undefined && (this.status.started ?? false)
    this.context.publish()
  }

  async #runOnce(image: StoredImage, signal: AbortSignal): Promise<TerminatedState> {
    const folder = instanceFolder(this.context, this.container.name, this.status.restartCount)
    const spec = await this.#configure(image, folder, signal)
    this.status.imageID = image.id
    this.status.containerID = `embedded://${createHash('sha256').update(randomUUID()).digest('hex')}`
    this.record('Normal', 'Created', 'Container created')
    let running: RunningContainer
    try {
      running = await this.context.isolation.start(spec, signal)
    } catch (error) {
      signal.throwIfAborted()
      return this.#startFailed(error)
    }
    return this.#whileRunning(running, spec, folder, signal)
  }

  async #whileRunning(
    running: RunningContainer,
    spec: ContainerSpec,
    folder: string,
    signal: AbortSignal,
  ): Promise<TerminatedState> {
    const log = createLogFile(join(folder, 'log'), this.context.now)
    this.log = log
    this.#instance = { running, spec }
    // Asked to stop while it was being started: nobody has seen this instance, so nobody else ends it.
    if (signal.aborted) running.kill('SIGKILL')
    const startedAt = timestamp(this.context.now())
    const written = log.capture(running)
    this.record('Normal', 'Started', 'Container started')
    const probes = new AbortController()
    await this.#postStart(running)
    this.status.started = this.container.startupProbe === undefined
    this.become(
      { running: { startedAt } },
      this.status.started && this.container.readinessProbe === undefined,
    )
    const probing = startProbes(this, () => this.#restartUnhealthy(running), probes.signal)

    const exit: Exit = await running.exited
    probes.abort()
    await probing
    await written
    this.#instance = undefined
    const finishedAt = timestamp(this.context.now())
    const containerID = this.status.containerID ?? ''
    const end = await terminatedState(this.container, exit, {
      startedAt,
      finishedAt,
      containerID,
      folder,
      log,
    })
    this.become({ terminated: end })
    return end
  }

  /** What the container is made from; waits where an object that it names is missing. */
  async #configure(image: StoredImage, folder: string, signal: AbortSignal): Promise<ContainerSpec> {
    for (;;) {
      signal.throwIfAborted()
      try {
        return processSpec(this.context, this.container, image, folder)
      } catch (error) {
        if (!(error instanceof ContainerConfigError)) throw error
        this.record('Warning', 'Failed', `Error: ${error.message}`)
        this.become({ waiting: { reason: 'CreateContainerConfigError', message: error.message } })
        await this.context.configChanged(signal)
      }
    }
  }

  #startFailed(error: unknown): TerminatedState {
    const why = error instanceof Error ? error.message : String(error)
    const message = `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ${why}`
    this.record('Warning', 'Failed', `Error: ${message}`)
    const finishedAt = timestamp(this.context.now())
    const { containerID = '' } = this.status
    // What a runtime says of a container that never ran: a start at the beginning of time.
    const end = {
      exitCode: 128,
      reason: 'StartError',
      message,
      startedAt: '1970-01-01T00:00:00Z',
      finishedAt,
      containerID,
    }
    this.become({ terminated: end })
    return end
  }

  async #backOff(waitMs: number, end: TerminatedState, signal: AbortSignal): Promise<void> {
    const { name, namespace, uid } = this.context.pod().metadata
    const which = `restarting failed container=${this.container.name} pod=${name}_${namespace}(${uid})`
    this.status.lastState = { terminated: end }
    this.record(
      'Warning',
      'BackOff',
      `Back-off restarting failed container ${this.container.name} in pod ${name}_${namespace}(${uid})`,
    )
    this.become({ waiting: { reason: 'CrashLoopBackOff', message: `back-off ${waitMs / 1000}s ${which}` } })
    await delay(waitMs, undefined, { signal })
  }

  #restartUnhealthy(running: RunningContainer): void {
    this.record(
      'Normal',
      'Killing',
      `Container ${this.container.name} failed liveness probe, will be restarted`,
    )
    const graceMs = (this.context.pod().spec.terminationGracePeriodSeconds ?? 30) * 1000
    if (this.#instance?.running === running) void this.stop(graceMs)
  }

  /** A container whose first command fails is not to run. */
  async #postStart(running: RunningContainer): Promise<void> {
    const gone = new AbortController()
    void running.exited.then(() => gone.abort(new Error('the container has ended')))
    try {
      const code = await this.#runHook('postStart', gone.signal)
      if (code === 0) return
      this.record('Warning', 'FailedPostStartHook', `PostStartHook failed: exit code ${code}`)
      running.kill('SIGKILL')
    } catch (error) {
      if (!gone.signal.aborted)
        this.record('Warning', 'FailedPostStartHook', `PostStartHook failed: ${String(error)}`)
    }
  }

  async #preStop(graceMs: number): Promise<void> {
    try {
      await this.#runHook('preStop', AbortSignal.timeout(graceMs))
    } catch (error) {
      this.record('Warning', 'FailedPreStopHook', `PreStopHook failed: ${String(error)}`)
    }
  }

  /** Runs the command of a hook, where there is one, to its end. */
  async #runHook(name: 'postStart' | 'preStop', signal: AbortSignal): Promise<number> {
    const command = this.container.lifecycle?.[name]?.exec?.command
    if (!command) return 0
    const hook = await this.exec(command, { stdin: false }, signal)
    hook?.stdout.resume()
    hook?.stderr.resume()
    return (await hook?.exited)?.code ?? 0
  }
}
