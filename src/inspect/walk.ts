import PQueue from 'p-queue'
import { KubeApiError } from '../kube/api-error.js'
import type { Connection } from '../kube/connection.js'
import { listObjects, listPages } from '../kube/list.js'
import { getObject } from '../kube/objects.js'
import { qualifiedName, wellKnown, type ApiResource } from '../kube/resource.js'
import type { ResourceIndex } from '../kube/resource-index.js'
import type { KubeObject } from '../model/kubernetes.js'
import type { Logger } from '../model/logger.js'
import { listPath, namespacePath, objectPath, podPath } from './layout.js'
import type { Output } from './output.js'
import { logJobs, saveLog, type LogWindow } from './pod-logs.js'
import { relatedTo, type Related } from './related.js'

/** What is read of every namespace, beside the category `all`; a type that the server has not is left out. */
const namespaceTypes = [
  'configmaps',
  'egressfirewalls.k8s.ovn.org',
  'egressqoses.k8s.ovn.org',
  'events',
  'endpoints',
  'endpointslices.discovery.k8s.io',
  'networkpolicies.networking.k8s.io',
  'persistentvolumeclaims',
  'poddisruptionbudgets.policy',
  'secrets',
  'servicemonitors.monitoring.coreos.com',
  'userdefinednetworks.k8s.ovn.org',
  'ingresses.networking.k8s.io',
]

export interface WalkOptions {
  connection: Connection
  resources: ResourceIndex
  output: Output
  window: LogWindow
  concurrency: number
  signal: AbortSignal
  logger: Logger
}

/** Follows what objects point at, and writes each thing once. */
export class Walk {
  readonly #options: WalkOptions
  readonly #queue: PQueue
  readonly #visited = new Set<string>()

  constructor(options: WalkOptions) {
    this.#options = options
    this.#queue = new PQueue({ concurrency: options.concurrency })
  }

  /** A type (all of its objects, in one namespace or everywhere) or one object, and all that it leads to. */
  async visit(resource: ApiResource, namespace: string | undefined, name: string): Promise<void> {
    const where = resource.namespaced ? namespace : undefined
    if (!this.#first(`${where ?? ''}/${qualifiedName(resource)}/${name}`)) return
    if (isNamespace(resource) && name !== '') return this.#namespace(name)
    if (resource.plural === 'clusteroperators' && resource.group === 'config.openshift.io')
      await this.#configGroups()
    if (name !== '') return this.#named(resource, where, name)
    await this.#attempt(`${qualifiedName(resource)}`, async () => {
      const visits: Promise<void>[] = []
      for await (const object of listObjects(this.#options.connection, resource, {
        namespace: where,
        signal: this.#options.signal,
      })) {
        visits.push(awaitedLater(this.#object(resource, object)))
      }
      await Promise.all(visits)
    })
  }

  async #named(resource: ApiResource, namespace: string | undefined, name: string): Promise<void> {
    const { connection, signal } = this.#options
    const object = await this.#leaf(objectPath(resource, namespace, name), () =>
      getObject(connection, resource, { namespace, name }, signal),
    )
    if (object) await this.#object(resource, object)
  }

  /** Writes an object that has been read, with its logs where it is a pod, and goes on to what it points at. */
  async #object(resource: ApiResource, object: KubeObject): Promise<void> {
    const { name, namespace } = object.metadata
    if (isNamespace(resource)) return this.visit(resource, undefined, name)
    const path = objectPath(resource, namespace, name)
    if (!this.#first(path)) return
    await this.#leaf(path, () => this.#options.output.object(path, object))
    if (isPod(resource)) await this.#pod(object)
    await Promise.all(relatedTo(object).map((related) => this.#related(related, object)))
  }

  async #related({ group, resource: plural, namespace, name }: Related, from: KubeObject): Promise<void> {
    const resource = this.#options.resources.resolve(group === '' ? plural : `${plural}.${group}`)
    if (resource) return this.visit(resource, namespace, name)
    this.#options.logger.debug(
      `${from.kind} ${from.metadata.name} points at ${plural}.${group}, which the server does not have`,
    )
  }

  async #namespace(name: string): Promise<void> {
    const { connection, output, resources, signal } = this.#options
    const path = namespacePath(name)
    const found = await this.#leaf(path, async () => {
      const object = await getObject(connection, wellKnown.namespaces, { name }, signal)
      await output.object(path, object)
      return object
    })
    if (!found) return
    const extra = namespaceTypes.flatMap((type) => resources.resolve(type) ?? [])
    const types = new Set([...resources.inCategory('all'), ...extra])
    await Promise.all([
      this.#pods(name),
      ...[...types]
        .filter(({ namespaced, verbs }) => namespaced && verbs.includes('list'))
        .map((type) => this.#list(type, name)),
    ])
  }

  async #pods(namespace: string): Promise<void> {
    const { connection, signal } = this.#options
    await this.#attempt(listPath(wellKnown.pods, namespace), async () => {
      const visits: Promise<void>[] = []
      for await (const pod of listObjects(connection, wellKnown.pods, { namespace, signal }))
        visits.push(awaitedLater(this.#pod(pod)))
      await Promise.all(visits)
    })
  }

  async #pod(pod: KubeObject): Promise<void> {
    const { connection, output, window, signal } = this.#options
    const path = podPath(pod.metadata.namespace ?? '', pod.metadata.name)
    if (!this.#first(path)) return
    await Promise.all([
      this.#leaf(path, () => output.object(path, pod)),
      ...logJobs(pod, output).map((job) =>
        this.#queue.add(() => saveLog(connection, job, window, output, signal)),
      ),
    ])
  }

  async #list(resource: ApiResource, namespace: string | undefined): Promise<void> {
    const { connection, output, signal } = this.#options
    const path = listPath(resource, namespace)
    if (this.#first(path))
      await this.#leaf(path, () =>
        output.list(path, resource, listPages(connection, resource, { namespace, signal })),
      )
  }

  /** A cluster operator's state lies in the cluster's configuration as much as in itself. */
  async #configGroups(): Promise<void> {
    const types = this.#options.resources.preferred.filter(
      ({ group, verbs, namespaced }) =>
        group.endsWith('config.openshift.io') && verbs.includes('list') && !namespaced,
    )
    await Promise.all(types.map((type) => this.#list(type, undefined)))
  }

  #first(key: string): boolean {
    return !this.#visited.has(key) && Boolean(this.#visited.add(key))
  }

  /** Work that takes a place in the queue; nothing in it may wait for other such work. */
  async #leaf<T>(subject: string, work: () => Promise<T>): Promise<T | undefined> {
    return this.#attempt(subject, () => this.#queue.add(work))
  }

  async #attempt<T>(subject: string, work: () => Promise<T>): Promise<T | undefined> {
    const { output, signal, logger } = this.#options
    try {
      return await work()
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof Error)) throw error
      output.problem({ subject, severity: 'error', reason: reasonOf(error), message: error.message })
      logger.warn(`${subject}: ${error.message}`)
      return undefined
    }
  }
}

/** A promise that may fail before someone waits for it, which Node would take for a failure that nobody minds. */
function awaitedLater(work: Promise<void>): Promise<void> {
  work.catch(() => {})
  return work
}

function reasonOf(error: Error): string {
  if (error instanceof KubeApiError) return error.reason || String(error.status)
  return (error as { code?: string }).code ?? error.name
}

const isNamespace = ({ group, plural }: ApiResource) => group === '' && plural === 'namespaces'
const isPod = ({ group, plural }: ApiResource) => group === '' && plural === 'pods'
