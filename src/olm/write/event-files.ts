import type { KubeObject } from '../../model/kubernetes.js'
import { groupBy } from '../../lib/group-by.js'
import type { Tree } from './tree.js'

/**
 * The events of each namespace are one file, as `oc adm inspect` has it. A namespace of catalogs gets events from the
 * Subscriptions of many others: it is written at the end.
 */
export interface EventFiles {
  /** Events of what some namespace has, which may lie in others. */
  add(events: readonly KubeObject[]): void
  /** Writes what came of a namespace: no more will. */
  write(namespace: string): Promise<void>
  /** Writes all the rest. */
  end(): Promise<void>
}

export function createEventFiles(tree: Tree): EventFiles {
  const waiting = new Map<string, Map<string, KubeObject>>()
  const write = async (namespace: string) => {
    const events = [...(waiting.get(namespace)?.values() ?? [])]
    waiting.delete(namespace)
    if (events.length > 0) await tree.events(namespace, events)
  }
  return {
    add(events) {
      for (const [namespace = '', rows] of groupBy(events, ({ metadata }) => metadata.namespace)) {
        const known = waiting.get(namespace) ?? new Map<string, KubeObject>()
        waiting.set(namespace, known)
        for (const event of rows) known.set(event.metadata.name, event)
      }
    },
    write,
    async end() {
      for (const namespace of [...waiting.keys()]) await write(namespace)
    },
  }
}
