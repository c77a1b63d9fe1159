import { podLogs } from '../../inspect/pod-logs.js'
import { saveLog, type LogContext } from '../../inspect/save-log.js'
import type { Throttle } from '../../inspect/throttle.js'
import type { KubeObject } from '../../model/kubernetes.js'

/** Saves the logs of the pods' containers, of this run and the one before, and gives how many there were. */
export async function saveLogs(
  pods: readonly KubeObject[],
  context: LogContext,
  throttle: Throttle,
): Promise<number> {
  const found = pods.map(podLogs)
  for (const problem of found.flatMap(({ problems }) => problems)) context.output.problem(problem)
  const saved = await Promise.all(
    found.flatMap(({ jobs }) => jobs).map((job) => throttle.run('log', () => saveLog(job, context))),
  )
  return saved.filter((bytes) => bytes > 0).length
}
