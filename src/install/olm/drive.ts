import { isConflict, patchObject, type Connection } from '../../kube/index.js'
import { deadline } from '../../lib/deadline.js'
import type { KubeObject } from '../../model/kubernetes.js'
import { nextStep, type NextStep, type OlmGoal } from './next-step.js'
import type { OlmNames } from './objects.js'
import { olmTypes } from './resources.js'
import { followOlm, type OlmState } from './state.js'

export interface DriveOptions {
  connection: Connection
  names: OlmNames
  goal: OlmGoal
  /** Until the CSV has succeeded. */
  timeoutMs: number
  /** How long a sign of failure must stay before it is believed: OLM tries again. Default 30 s. */
  patienceMs?: number | undefined
  signal: AbortSignal
  say: (message: string) => void
}

export type Driven =
  | { outcome: 'succeeded' }
  /** It does not get on: what says so. */
  | { outcome: 'stopped'; sign: string; final: boolean }
  | { outcome: 'overdue'; waitedFor: string }

const defaultPatienceMs = 30_000

/**
 * Brings OLM to the CSV: approves what is to be approved, one plan at a time, and waits for what OLM does. Ends as soon as
 * that has come, or certainly will not, or at the deadline. Throws the signal's reason on abort, and what the API refuses.
 */
export async function driveOlm(options: DriveOptions): Promise<Driven> {
  const { connection, names, goal, timeoutMs, patienceMs = defaultPatienceMs, signal, say } = options
  const limit = deadline(timeoutMs, signal)
  const over = new AbortController()
  const changes = createChanges()
  const following = followOlm(connection, names, AbortSignal.any([limit.signal, over.signal]), (state) =>
    changes.push(state),
  )
  const patience = createPatience(patienceMs)
  let waitedFor = 'the cluster to answer'
  try {
    for (;;) {
      const state = await Promise.race([
        changes.next(patience.leftMs(), limit.signal),
        // Watches that go on never resolve; one that is refused rejects.
        following.then(() => undefined),
      ])
      if (state === undefined) {
        signal.throwIfAborted()
        return { outcome: 'overdue', waitedFor }
      }
      const step = nextStep(state, goal)
      if (step.do === 'done') return { outcome: 'succeeded' }
      if (step.do === 'approve') await approve(connection, step.plan, signal, say)
      if (step.do === 'stop' && patience.isOver(step))
        return { outcome: 'stopped', sign: step.sign, final: step.final }
      if (step.do !== 'stop') patience.reset()
      if (step.do === 'wait' && step.for !== waitedFor) say((waitedFor = step.for))
    }
  } finally {
    limit.clear()
    over.abort()
    await following.catch(() => {})
  }
}

/** The newest state is all that counts: what came between is not missed. */
function createChanges() {
  let latest: OlmState | undefined
  let unseen = false
  let wake = () => {}
  return {
    push(state: OlmState) {
      latest = state
      unseen = true
      wake()
    },
    /** The state after the next change, or as it is when the time is up; `undefined` on abort. */
    async next(withinMs: number | undefined, signal: AbortSignal): Promise<OlmState | undefined> {
      if (!unseen && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = withinMs === undefined ? undefined : setTimeout(resolve, withinMs)
          wake = () => {
            clearTimeout(timer)
            signal.removeEventListener('abort', wake)
            resolve()
          }
          signal.addEventListener('abort', wake, { once: true })
        })
      }
      unseen = false
      return signal.aborted ? undefined : latest
    },
  }
}

/** A sign of failure is believed once it has stayed for a time. */
function createPatience(patienceMs: number) {
  let sign: string | undefined
  let since = 0
  return {
    isOver(step: Extract<NextStep, { do: 'stop' }>): boolean {
      if (step.final) return true
      if (step.sign !== sign) {
        sign = step.sign
        since = performance.now()
      }
      return performance.now() - since >= patienceMs
    },
    reset() {
      sign = undefined
    },
    /** Until it is over; `undefined` while there is no sign. */
    leftMs: (): number | undefined =>
      sign === undefined ? undefined : Math.max(since + patienceMs - performance.now(), 0) + 1,
  }
}

async function approve(
  connection: Connection,
  { metadata, spec }: KubeObject,
  signal: AbortSignal,
  say: (message: string) => void,
): Promise<void> {
  const { clusterServiceVersionNames = [] } = spec as { clusterServiceVersionNames?: string[] }
  const { name, namespace, resourceVersion } = metadata
  say(`approving ${name}: ${clusterServiceVersionNames.join(', ')}`)
  // Only the plan that was looked at; one that OLM has changed meanwhile comes by again.
  const body = { metadata: { resourceVersion }, spec: { approved: true } }
  await patchObject(
    connection,
    olmTypes.installPlans,
    { namespace, name },
    { type: 'merge', body },
    { signal },
  ).catch((error: unknown) => {
    if (!isConflict(error)) throw error
  })
}
