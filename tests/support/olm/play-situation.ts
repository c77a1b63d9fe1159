/**
 * Plays a recorded situation of a real OLM on a cluster that has none, step by step, in answer to what the code under test makes.
 *
 *     const { connection, stop } = await startTestCluster()          // tests/unit/gather/cluster.ts; startEmbedded() does too
 *     await using play = await playSituation(connection, 'upgraded') // makes OLM's types and begins to watch
 *     ... the code under test creates namespace, CatalogSource, OperatorGroup and Subscription, in any order, under any names
 *         (all in one namespace), and approves InstallPlans where its Subscription says `installPlanApproval: Manual` ...
 *     await play.reached('csv')                                      // or: await play.done, at the situation's recorded end
 *
 * Steps, as they end: catalog, operator-group, subscription, then unpack, plan, install-plan, csv for each version (their order
 * is in `play.steps`), at last installed, upgraded or the situation's name. The plays end as the recordings do: `approval-pending`
 * at the first plan and deaf to an approval, `installed` with v0.0.8 installed and the plan for v0.0.9 waiting, `upgraded` with
 * v0.0.9 (over v0.0.8 where the Subscription's startingCSV is nfs-provisioner-operator.v0.0.8, else at once).
 *
 * `workloads: 'recorded'` (default) puts Deployment, ReplicaSet and pods as recorded: for an API without controllers.
 * `workloads: 'real'` is for a cluster with controllers and a node: the Deployment runs there, and the CSV succeeds when it is
 * available. Load `quay.io/jooholee/nfs-provisioner-operator:0.0.8` and `:0.0.9` before, with an entry point: the recorded Deployment
 * names no command (`loadOperator` in tests/unit/olm/players/operator-image.ts). Catalog and unpack pods are always
 * recorded ones, bound to a node that does not exist. Until `stop` a deleted CSV or OperatorGroup takes its cluster-scoped roles along.
 */
import type { Connection } from '../../../src/kube/index.js'
import { keepHouse } from './player/housekeeping.js'
import { scripts } from './player/scripts.js'
import { createStage } from './player/stage.js'
import { installOlmTypes } from './olm-types.js'
import type { Situation } from './recordings.js'

export interface PlayOptions {
  workloads?: 'recorded' | 'real' | undefined
}

export interface Play extends AsyncDisposable {
  /** What has been played, in order. */
  readonly steps: readonly string[]
  /** Resolves when a step has ended for the `times`th time; rejects where the play fails or ends without it. */
  reached(step: string, times?: number): Promise<void>
  /** Resolves at the recorded end; rejects where the play fails or is stopped before. */
  readonly done: Promise<void>
  /** Ends the play and its watches. */
  stop(): Promise<void>
}

export async function playSituation(
  connection: Connection,
  name: Situation,
  { workloads = 'recorded' }: PlayOptions = {},
): Promise<Play> {
  await installOlmTypes(connection)
  const stopped = new AbortController()
  const { signal } = stopped
  const stage = createStage(connection, signal, { real: workloads === 'real', names: {} })
  const steps: string[] = []
  const listeners = new Set<() => void>()
  const house = keepHouse(stage).catch((error: unknown) => stopped.abort(error))
  const done = scripts[name](stage, (step) => {
    steps.push(step)
    listeners.forEach((listener) => listener())
  })
  // Whoever awaits it hears of a failure; nobody must.
  done.catch(() => {})
  const stop = async () => {
    stopped.abort(new Error(`the play of ${name} was stopped`))
    await Promise.allSettled([done, house])
  }
  return {
    steps,
    done,
    stop,
    [Symbol.asyncDispose]: stop,
    reached: (step, times = 1) => {
      const isReached = () => steps.filter((played) => played === step).length >= times
      const reached = new Promise<void>((resolve) => {
        const look = () => {
          if (!isReached()) return
          listeners.delete(look)
          resolve()
        }
        listeners.add(look)
        look()
      })
      const missed = done.then(() => {
        if (!isReached()) throw new Error(`the play of ${name} ended without ${step}: ${steps.join(', ')}`)
      })
      return Promise.race([reached, missed])
    },
  }
}
