import { allowManyListeners } from '../lib/many-listeners.js'
import type { Connection } from '../kube/connection.js'
import { listPages, type ListPage } from '../kube/list.js'
import { getObject } from '../kube/objects.js'
import { qualifiedName, wellKnown, type ApiResource } from '../kube/resource.js'
import type { ResourceIndex } from '../kube/resource-index.js'
import type { KubeObject } from '../model/kubernetes.js'
import type { Logger } from '../model/logger.js'
import {
  configTypes,
  isClusterOperator,
  isEvent,
  isNamespace,
  isPod,
  isSecret,
  namespaceContents,
} from './contents.js'
import type { EventCollection } from './event-collection.js'
import { listPath, namespacePath, objectPath, podEventsPath, podPath } from './layout.js'
import type { Output } from './output.js'
import { podLogs } from './pod-logs.js'
import { readInTurn } from './read-in-turn.js'
import { relatedTo } from './related.js'
import { rotatedJobs, saveRotatedLogs } from './rotated-logs.js'
import { saveLog, type LogWindow } from './save-log.js'
import type { Throttle } from './throttle.js'
import type { InspectProblem, Target as TargetOf } from './types.js'

export type Target = TargetOf<ApiResource>

/** Objects per request: enough to be fast, few enough to be small. */
const chunk = 250

export interface WalkOptions {
  connection: Connection
  resources: ResourceIndex
  output: Output
  events: EventCollection
  throttle: Throttle
  window: LogWindow
  selector?: string | undefined
  depth: number
  skipSecrets: boolean
  /** Bytes of rotated logs of one container; absent: none. */
  rotatedLogLimit?: number | undefined
  signal: AbortSignal
  logger: Logger
}

/** Follows what objects point at, step by step, and writes each thing once. */
export class Walk {
  readonly #options: WalkOptions
  readonly #visited = new Set<string>()
  readonly #logs: Promise<void>[] = []
  /** What the current step found to lead further. */
  #next: Target[] = []
  readonly objects: Record<string, number> = {}
  logs = 0

  constructor(options: WalkOptions) {
    this.#options = options
    allowManyListeners(options.signal)
  }

  /** Reads the targets and all that they lead to, as deep as asked for. Throws only on abort, when all work has ended. */
  async from(targets: readonly Target[]): Promise<void> {
    const { depth, signal } = this.#options
    this.#next = [...targets]
    for (let step = 0; this.#next.length > 0 && step <= depth && !signal.aborted; step++) {
      const wave = this.#next
      this.#next = []
      await Promise.all(wave.map((target) => this.#visit(target)))
    }
    await Promise.all(this.#logs)
    signal.throwIfAborted()
  }

  async #visit({ type, namespace, name }: Target): Promise<void> {
    const where = type.namespaced ? namespace : undefined
    if (this.#options.skipSecrets && isSecret(type)) return this.#skipSecrets(where, name)
    if (!this.#first(`${where ?? ''}/${qualifiedName(type)}/${name}`)) return
    if (isClusterOperator(type)) {
      this.#next.push(...configTypes(this.#options.resources).map((one) => ({ type: one, name: listed })))
    }
    if (name === listed) return this.#list(type, where)
    if (name === '') return this.#each(type, where)
    if (isNamespace(type)) return this.#namespace(name)
    return this.#named(type, where, name)
  }

  async #named(type: ApiResource, namespace: string | undefined, name: string): Promise<void> {
    const { connection, signal } = this.#options
    const path = objectPath(type, namespace, name)
    await this.#read(path, async () => {
      const object = await getObject(connection, type, { namespace, name }, signal)
      await this.#object(type, object)
    })
    if (isPod(type) && namespace !== undefined) await this.#eventsOf(namespace, name)
  }

  /** Every object of a type, each in a file of its own. */
  async #each(type: ApiResource, namespace: string | undefined): Promise<void> {
    const namespaces: string[] = []
    await this.#read(qualifiedName(type), async () => {
      for await (const { items } of this.#pages(type, namespace)) {
        if (isNamespace(type)) namespaces.push(...items.map(({ metadata }) => metadata.name))
        else await Promise.all(items.map((item) => this.#object(type, item)))
      }
    })
    await Promise.all(namespaces.map((name) => this.#visit({ type, name })))
  }

  /** Writes an object that has been read, with its logs where it is a pod, and notes what it points at. */
  async #object(type: ApiResource, object: KubeObject): Promise<void> {
    const { name, namespace } = object.metadata
    const path = objectPath(type, namespace, name)
    if (!this.#first(path)) return
    this.#count(type, 1)
    await this.#options.output.object(path, object)
    if (isEvent(type)) this.#options.events.add(path, [object])
    if (isPod(type)) await this.#pod(object)
    this.#follow(object)
  }

  #follow(object: KubeObject): void {
    for (const { group, resource, namespace, name } of relatedTo(object)) {
      const type = this.#options.resources.resolve(group === '' ? resource : `${resource}.${group}`)
      if (type) this.#next.push({ type, namespace, name })
      else {
        this.#options.logger.debug(
          `${object.kind} ${object.metadata.name} points at ${resource}.${group}, which the server does not have`,
        )
      }
    }
  }

  async #namespace(name: string): Promise<void> {
    const { connection, output, resources, skipSecrets, signal } = this.#options
    const path = namespacePath(name)
    const found = await this.#read(path, async () => {
      const object = await getObject(connection, wellKnown.namespaces, { name }, signal)
      await output.bareObject(path, object)
      this.#count(wellKnown.namespaces, 1)
      return true
    })
    if (!found) return
    const { types } = namespaceContents(resources, skipSecrets)
    await Promise.all(types.map((type) => this.#list(type, name)))
  }

  /** A type as one file; pods also one by one, with their logs. */
  async #list(type: ApiResource, namespace: string | undefined): Promise<void> {
    const path = listPath(type, namespace)
    if (this.#first(path)) {
      await this.#read(path, () => this.#options.output.list(path, type, this.#noted(type, path, namespace)))
    }
  }

  async *#noted(type: ApiResource, path: string, namespace: string | undefined): AsyncGenerator<ListPage> {
    for await (const page of this.#pages(type, namespace)) {
      this.#count(type, page.items.length)
      if (isEvent(type)) this.#options.events.add(path, page.items)
      if (isPod(type)) await Promise.all(page.items.map((pod) => this.#pod(pod)))
      yield page
    }
  }

  #pages(type: ApiResource, namespace: string | undefined): AsyncGenerator<ListPage> {
    const { connection, selector, signal } = this.#options
    // Events and namespaces do not bear the labels of what they are about.
    const labelSelector = isEvent(type) || isNamespace(type) ? undefined : selector
    return listPages(connection, type, { namespace, labelSelector, limit: chunk, signal })
  }

  /** Writes a pod's own file and has its logs fetched. */
  async #pod(pod: KubeObject): Promise<void> {
    const { output, throttle, rotatedLogLimit } = this.#options
    const path = podPath(pod.metadata.namespace ?? '', pod.metadata.name)
    if (!this.#first(path)) return
    await output.object(path, pod)
    const { jobs, problems } = podLogs(pod)
    for (const problem of problems) output.problem(problem)
    for (const job of jobs) this.#log(throttle.run('log', () => saveLog(job, this.#options)))
    if (rotatedLogLimit === undefined) return
    for (const job of rotatedJobs(pod)) {
      this.#log(throttle.run('log', () => saveRotatedLogs(job, rotatedLogLimit, this.#options)))
    }
  }

  #log(work: Promise<number>): void {
    const counted = work.then((bytes) => void (this.logs += bytes > 0 ? 1 : 0))
    // Awaited at the end; until then Node would take a failure for one that nobody minds.
    counted.catch(() => {})
    this.#logs.push(counted)
  }

  /** What has happened to a pod that is asked for by itself. */
  async #eventsOf(namespace: string, pod: string): Promise<void> {
    const { connection, events, output, signal } = this.#options
    const path = podEventsPath(namespace, pod)
    const fieldSelector = `involvedObject.kind=Pod,involvedObject.name=${pod}`
    await this.#read(path, async () => {
      const pages = listPages(connection, wellKnown.events, {
        namespace,
        fieldSelector,
        limit: chunk,
        signal,
      })
      await output.list(
        path,
        wellKnown.events,
        noting(pages, (items) => events.add(path, items)),
      )
    })
  }

  #skipSecrets(namespace: string | undefined, name: string): void {
    this.#options.output.problem({
      subject: `secrets${name === '' || name === listed ? '' : `/${name}`}${namespace === undefined ? '' : ` in ${namespace}`}`,
      severity: 'skipped',
      reason: 'SkipSecrets',
      message: 'Secrets are not read, as asked for',
    })
  }

  #count(type: ApiResource, more: number): void {
    if (more > 0) this.objects[qualifiedName(type)] = (this.objects[qualifiedName(type)] ?? 0) + more
  }

  #first(key: string): boolean {
    return !this.#visited.has(key) && Boolean(this.#visited.add(key))
  }

  async #read<T>(subject: string, work: () => Promise<T>): Promise<T | undefined> {
    const { output, signal, throttle, logger } = this.#options
    const onProblem = (problem: InspectProblem) => {
      output.problem(problem)
      logger.warn(`${subject}: ${problem.message}`)
    }
    return readInTurn({ subject, throttle, signal, onProblem }, work)
  }
}

/** In place of a name: the whole type in one file. No object is called so. */
const listed = '*'

async function* noting(
  pages: AsyncIterable<ListPage>,
  note: (items: KubeObject[]) => void,
): AsyncGenerator<ListPage> {
  for await (const page of pages) {
    note(page.items)
    yield page
  }
}
