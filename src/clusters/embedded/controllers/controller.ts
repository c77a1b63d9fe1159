import type { Logger } from '../../../model/logger.js'
import type { KubeObject } from '../../../model/kubernetes.js'
import type { Store, StoreEvent, TypeName } from '../store/types.js'
import type { EventText } from './events.js'
import { eventRecorder } from './events.js'

/** What a controller works with. */
export interface ControllerContext {
  store: Store
  now: () => Date
  logger: Logger
}

export interface ReconcileTools extends ControllerContext {
  record: (about: KubeObject, text: EventText) => void
  /** Seconds-resolution time for objects. */
  timestamp: () => string
}

/** Brings the cluster nearer to what one object wants. */
export interface Controller {
  /** Its name in events: `deployment-controller`. */
  name: string
  /** The type that it is for. */
  type: TypeName
  /** Types whose changes concern it as well, and which of its objects they concern: `namespace/name`. */
  watches: Record<TypeName, (event: StoreEvent, store: Store) => string[]>
  /** Called with the object as it is now; milliseconds as a result ask for another call after that time. */
  reconcile(object: KubeObject, tools: ReconcileTools): number | undefined
}

const firstRetryMs = 200
const lastRetryMs = 10_000

/** Runs a controller over all objects of its type until the returned function is called. */
export function startController(controller: Controller, context: ControllerContext): () => void {
  const { store, now, logger } = context
  const tools: ReconcileTools = {
    ...context,
    record: eventRecorder(store, { component: controller.name }, now),
    timestamp: () => `${now().toISOString().slice(0, 19)}Z`,
  }
  const queue = new Set<string>()
  const timers = new Map<string, NodeJS.Timeout>()
  const failures = new Map<string, number>()
  let scheduled: NodeJS.Immediate | undefined

  const add = (key: string) => {
    queue.add(key)
    scheduled ??= setImmediate(drain)
  }
  const later = (key: string, ms: number) => {
    clearTimeout(timers.get(key))
    timers.set(
      key,
      setTimeout(() => {
        timers.delete(key)
        add(key)
      }, ms),
    )
  }
  function drain(): void {
    scheduled = undefined
    const keys = [...queue]
    queue.clear()
    for (const key of keys) run(key)
  }
  function run(key: string): void {
    const object = find(store, controller.type, key)
    if (!object) {
      failures.delete(key)
      return
    }
    try {
      const again = controller.reconcile(object, tools)
      failures.delete(key)
      if (again !== undefined) later(key, again)
    } catch (error) {
      // Refused (a namespace that is ending, a service account that is not there yet) or our fault: said, and tried again.
      const count = failures.get(key) ?? 0
      failures.set(key, count + 1)
      logger.debug(
        `embedded: ${controller.name}: ${key}: ${error instanceof Error ? error.message : String(error)}`,
      )
      later(key, Math.min(firstRetryMs * 2 ** count, lastRetryMs))
    }
  }

  const stop = store.subscribe([controller.type, ...Object.keys(controller.watches)], (event) => {
    if (event.typeName === controller.type && event.type !== 'DELETED') add(keyOf(event.object))
    for (const key of controller.watches[event.typeName]?.(event, store) ?? []) add(key)
  })
  for (const object of store.list(controller.type).items) add(keyOf(object))
  return () => {
    stop()
    clearImmediate(scheduled)
    for (const timer of timers.values()) clearTimeout(timer)
  }
}

/** `namespace/name`, or `/name` for what has no namespace. */
export function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`
}

function find(store: Store, type: TypeName, key: string): KubeObject | undefined {
  const [namespace = '', name = ''] = key.split('/')
  return store.get(type, namespace || undefined, name)
}
