import { decideStart, registryPatienceMs, registryTrouble, type Pod } from '../gather/index.js'
import { waitFor, wellKnown, type Connection } from '../kube/index.js'
import { ExpectedError, exitCodes } from '../model/errors.js'
import type { KubeObject } from '../model/kubernetes.js'

export interface AwaitRunning {
  namespace: string
  name: string
  container: string
  timeoutMs: number
  signal: AbortSignal
}

/**
 * Waits until a pod of the run's own runs. Throws `run.pod-not-running` as soon as it can be seen that it never will, and
 * `kube.wait-timeout`.
 */
export async function awaitRunning(connection: Connection, options: AwaitRunning): Promise<void> {
  const { namespace, name, container, timeoutMs, signal } = options
  let troubleSince: number | undefined
  const runs = (object: KubeObject | undefined): boolean => {
    if (!object) return false
    const pod = object as Pod
    troubleSince = registryTrouble({ pod, gone: false }, container) ? (troubleSince ?? Date.now()) : undefined
    const why = whyNever(pod, container) ?? whyNoMore(troubleSince)
    if (why !== undefined) throw notRunning(name, why)
    return pod.status?.phase === 'Running'
  }
  const what = `the pod ${name} to run`
  await waitFor(connection, { resource: wellKnown.pods, namespace, name }, runs, { timeoutMs, signal, what })
}

function whyNever(pod: Pod, container: string): string | undefined {
  const start = decideStart({ pod, gone: false }, container)
  if (start && start.kind !== 'started') return start.reason
  return ['Failed', 'Succeeded'].includes(pod.status?.phase ?? '') ? 'it ended at once' : undefined
}

const whyNoMore = (troubleSince: number | undefined) =>
  troubleSince !== undefined && Date.now() - troubleSince > registryPatienceMs
    ? 'its image could not be pulled'
    : undefined

const notRunning = (name: string, why: string) =>
  new ExpectedError({
    code: 'run.pod-not-running',
    message: `the pod ${name} does not run: ${why}`,
    next: 'It is of the must-gather image, which needs bash and has to be one that the cluster can pull.',
    exitCode: exitCodes.environment,
  })
