import type { StoreEvent, TypeName } from './types.js'

/** What changed, in order: remembered for watches that resume and lists that go on, and told to subscribers. */
export interface History {
  append(event: StoreEvent): void
  /** The changes after a version, or `undefined` where some of them have been forgotten. */
  after(resourceVersion: number): readonly StoreEvent[] | undefined
  subscribe(typeNames: readonly TypeName[] | 'all', listener: (event: StoreEvent) => void): () => void
}

interface Subscription {
  wants(typeName: TypeName): boolean
  listener(event: StoreEvent): void
}

/** @param limit How many changes are remembered at least; half as many again before the oldest are dropped. */
export function createHistory(limit: number, firstVersion: number): History {
  let events: StoreEvent[] = []
  let forgottenUpTo = firstVersion
  const subscriptions = new Set<Subscription>()
  let pending: StoreEvent[] = []

  // Later than the change itself, so that a listener that writes does not run inside another's write.
  const deliver = () => {
    const batch = pending
    pending = []
    for (const event of batch) {
      for (const subscription of [...subscriptions]) {
        if (subscriptions.has(subscription) && subscription.wants(event.typeName))
          subscription.listener(event)
      }
    }
  }

  return {
    append(event) {
      events.push(event)
      if (events.length > limit * 1.5) {
        const dropped = events.slice(0, -limit)
        forgottenUpTo = dropped.at(-1)?.resourceVersion ?? forgottenUpTo
        events = events.slice(-limit)
      }
      if (pending.length === 0) queueMicrotask(deliver)
      pending.push(event)
    },
    after(resourceVersion) {
      if (resourceVersion < forgottenUpTo) return undefined
      let first = events.length
      while (first > 0 && (events[first - 1]?.resourceVersion ?? 0) > resourceVersion) first--
      return events.slice(first)
    },
    subscribe(typeNames, listener) {
      const names = typeNames === 'all' ? undefined : new Set(typeNames)
      const subscription: Subscription = { wants: (name) => names?.has(name) ?? true, listener }
      subscriptions.add(subscription)
      return () => subscriptions.delete(subscription)
    },
  }
}
