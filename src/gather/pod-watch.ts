import type { Connection } from '../kube/connection.js'
import { wellKnown } from '../kube/resource.js'
import { watch } from '../kube/watch.js'
import { watchNode } from './node-watch.js'
import type { Pod, PodState } from './pod-status.js'

interface Waiter {
  look(state: PodState): void
  fail(error: unknown): void
}

/** Keeps the latest state of one pod and of its node while it is open, and lets callers wait for what they need of it. */
export class PodWatch {
  #state: PodState
  #failure: { error: unknown } | undefined
  readonly #waiters = new Set<Waiter>()
  readonly #stop = new AbortController()
  readonly #done: Promise<void>
  #node: Promise<void> | undefined

  constructor(connection: Connection, pod: Pod) {
    this.#state = { pod, gone: false }
    this.#done = this.#follow(connection)
  }

  get state(): PodState {
    return this.#state
  }

  /** Resolves with the first thing that `select` finds in the present or a later state; rejects with the signal's reason. */
  until<T>(select: (state: PodState) => T | undefined, signal: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = (then: () => void) => {
        this.#waiters.delete(waiter)
        signal.removeEventListener('abort', onAbort)
        then()
      }
      const waiter: Waiter = {
        look: (state) => {
          const found = select(state)
          if (found !== undefined) settle(() => resolve(found))
        },
        fail: (error) => settle(() => reject(asError(error))),
      }
      const onAbort = () => waiter.fail(signal.reason)
      this.#waiters.add(waiter)
      signal.addEventListener('abort', onAbort)
      if (signal.aborted) return onAbort()
      if (this.#failure) return waiter.fail(this.#failure.error)
      waiter.look(this.#state)
    })
  }

  async close(): Promise<void> {
    this.#stop.abort(new Error('the pod is no longer watched'))
    await this.#done
    await this.#node
  }

  async #follow(connection: Connection): Promise<void> {
    const { namespace, name, uid } = this.#state.pod.metadata
    const options = { namespace, fieldSelector: `metadata.name=${name}`, signal: this.#stop.signal }
    let seen = false
    try {
      for await (const event of watch(connection, wellKnown.pods, options)) {
        if (event.type === 'SYNCED') {
          if (!seen) this.#update({ ...this.#state, gone: true })
          continue
        }
        if (event.object.metadata.uid !== uid) continue
        seen = true
        this.#update({ ...this.#state, pod: event.object as Pod, gone: event.type === 'DELETED' })
        this.#node ??= this.#followNode(connection)
      }
    } catch (error) {
      this.#failure = { error }
      for (const waiter of [...this.#waiters]) waiter.fail(error)
    }
  }

  #followNode(connection: Connection): Promise<void> | undefined {
    const { nodeName } = this.#state.pod.spec ?? {}
    const onLost = (nodeLost: string) => this.#update({ ...this.#state, nodeLost })
    return nodeName === undefined ? undefined : watchNode(connection, nodeName, onLost, this.#stop.signal)
  }

  #update(state: PodState): void {
    this.#state = state
    for (const waiter of [...this.#waiters]) waiter.look(state)
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error), { cause: error })
}
