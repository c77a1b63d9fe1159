import { Readable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { badRequest, internalError, notFound } from '../store/api-error.js'
import type { Store } from '../store/types.js'
import { readLog } from './log/read-log.js'
import type { ContainerWorker } from './pod/container-worker.js'
import type { PodWorker } from './pod/pod-worker.js'
import type { RunningProcess } from './sandbox/types.js'
import { CommandError } from './sandbox/types.js'
import type { ExecRequest, LogOptions, NodeRuntime } from './types.js'

const pods = { group: '', plural: 'pods', kind: 'Pod' }

/** What the API server asks of the node, over the pods that run on it. */
export function createRuntime(store: Store, workers: ReadonlyMap<string, PodWorker>): NodeRuntime {
  const find = (namespace: string, pod: string, container: string | undefined) => {
    const object = store.get('pods', namespace, pod)
    if (!object) throw notFound(pods, pod)
    const worker = workers.get(object.metadata.uid ?? '')
    if (!worker) throw badRequest(`pod ${pod} does not have a host assigned`)
    return findContainer(worker, pod, container)
  }
  return {
    async logs(namespace, pod, options, signal) {
      if (!isPlaced(store, namespace, pod)) return Readable.from([])
      const worker = find(namespace, pod, options.container)
      const log = options.previous ? worker.previousLog : worker.log
      if (!log) throw noLog(worker, pod, options)
      const since = options.sinceTime
        ? new Date(options.sinceTime)
        : options.sinceSeconds && new Date(Date.now() - options.sinceSeconds * 1000)
      return readLog(log, { ...options, since: since || undefined }, signal)
    },
    async exec(request) {
      const worker = find(request.namespace, request.pod, request.container)
      if (request.tty)
        throw internalError('the embedded cluster has no terminals: run the command without -t')
      const running = await start(worker, request)
      return attach(running, request)
    },
  }
}

/** A pod without a node has no log, which is no failure. */
function isPlaced(store: Store, namespace: string, name: string): boolean {
  const pod = store.get('pods', namespace, name)
  return pod === undefined || (pod.spec as { nodeName?: string }).nodeName !== undefined
}

function findContainer(worker: PodWorker, pod: string, name: string | undefined): ContainerWorker {
  const { containers } = worker
  if (name === undefined && containers.length > 1) {
    const names = containers.map(({ status }) => status.name).join(' ')
    throw badRequest(`a container name must be specified for pod ${pod}, choose one of: [${names}]`)
  }
  const found = name === undefined ? containers[0] : worker.find(name)
  if (!found) throw badRequest(`container ${name} is not valid for pod ${pod}`)
  return found
}

function noLog(worker: ContainerWorker, pod: string, options: LogOptions): Error {
  const { name, state } = worker.status
  if (options.previous) return badRequest(`previous terminated container "${name}" in pod "${pod}" not found`)
  const reason = state.waiting?.reason ?? state.terminated?.reason ?? 'ContainerCreating'
  if (reason.includes('ImagePull')) {
    return badRequest(
      `container "${name}" in pod "${pod}" is waiting to start: trying and failing to pull image`,
    )
  }
  return badRequest(`container "${name}" in pod "${pod}" is waiting to start: ${reason}`)
}

async function start(worker: ContainerWorker, request: ExecRequest): Promise<RunningProcess> {
  const started = worker.exec(request.command, { stdin: request.stdin !== undefined }, request.signal)
  if (!started) throw internalError(`container not found ("${worker.status.name}")`)
  try {
    return await started
  } catch (error) {
    request.signal.throwIfAborted()
    const why =
      error instanceof CommandError
        ? error.message
        : `exec: ${error instanceof Error ? error.message : String(error)}`
    const id = (worker.status.containerID ?? '').replace(/^.*:\/\//, '')
    throw internalError(
      `Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "${id}": OCI runtime exec failed: exec failed: unable to start container process: ${why}: unknown`,
      error,
    )
  }
}

/** Joins the process with the caller's streams; whoever reads slowly slows the process down. */
async function attach(running: RunningProcess, request: ExecRequest): Promise<number> {
  const stop = () => running.kill('SIGKILL')
  request.signal.addEventListener('abort', stop, { once: true })
  try {
    if (request.stdin && running.stdin) {
      // A command that does not read all of its input ends the pipe: that is its right.
      pipeline(request.stdin, running.stdin).catch(() => {})
    }
    const outputs = [
      [running.stdout, request.stdout],
      [running.stderr, request.stderr],
    ] as const
    await Promise.all(
      outputs.map(([from, to]) =>
        to ? pipeline(from, to, { end: false }) : finished(from.resume(), { writable: false }),
      ),
    )
    const { code } = await running.exited
    request.signal.throwIfAborted()
    return code
  } catch (error) {
    stop()
    throw error
  } finally {
    request.signal.removeEventListener('abort', stop)
  }
}
