import type { KubeObject } from '../../../model/kubernetes.js'
import { at, listAt, textAt } from '../store/json.js'
import { ageOf } from './age.js'
import type { Cell } from './cells.js'

/** The cells of a pod's row, whose rules are a matter of their own. */

export const podReady: Cell = (pod) => {
  const ready = listAt(pod, 'status', 'containerStatuses').filter((status) => at(status, 'ready') === true)
  return `${ready.length}/${listAt(pod, 'spec', 'containers').length}`
}

export const podRestarts: Cell = (pod, now) => {
  const statuses = listAt(pod, 'status', 'containerStatuses')
  const restarts = statuses.reduce<number>((sum, status) => sum + Number(at(status, 'restartCount') ?? 0), 0)
  const last = statuses
    .map((status) => at(status, 'lastState', 'terminated', 'finishedAt'))
    .filter((time): time is string => typeof time === 'string')
    .sort()
    .at(-1)
  return restarts > 0 && last ? `${restarts} (${ageOf(last, now)} ago)` : String(restarts)
}

export const podStatus: Cell = (pod) => {
  const reason =
    initReason(pod) ??
    containerReason(pod) ??
    at(pod, 'status', 'reason') ??
    at(pod, 'status', 'phase') ??
    'Unknown'
  if (pod.metadata.deletionTimestamp === undefined) return reason
  return at(pod, 'status', 'reason') === 'NodeLost' ? 'Unknown' : isFinished(pod) ? reason : 'Terminating'
}

function isFinished(pod: KubeObject): boolean {
  const phase = at(pod, 'status', 'phase')
  return phase === 'Succeeded' || phase === 'Failed'
}

function initReason(pod: KubeObject): string | undefined {
  const statuses = listAt(pod, 'status', 'initContainerStatuses')
  const total = listAt(pod, 'spec', 'initContainers').length
  for (const [i, status] of statuses.entries()) {
    const terminated = at(status, 'state', 'terminated')
    if (at(terminated, 'exitCode') === 0 || at(status, 'started') === true) continue
    if (terminated !== undefined) return `Init:${endReason(terminated)}`
    const waiting = at(status, 'state', 'waiting', 'reason')
    if (typeof waiting === 'string' && waiting !== '' && waiting !== 'PodInitializing')
      return `Init:${waiting}`
    return `Init:${i}/${total}`
  }
  return undefined
}

function containerReason(pod: KubeObject): string | undefined {
  const statuses = listAt(pod, 'status', 'containerStatuses')
  let reason: string | undefined
  let running = false
  for (const status of [...statuses].reverse()) {
    const waiting = at(status, 'state', 'waiting', 'reason')
    const terminated = at(status, 'state', 'terminated')
    if (typeof waiting === 'string' && waiting !== '') reason = waiting
    else if (terminated !== undefined) reason = endReason(terminated)
    else if (at(status, 'ready') === true && at(status, 'state', 'running') !== undefined) running = true
  }
  if (reason === 'Completed' && running) return isReady(pod) ? 'Running' : 'NotReady'
  return reason
}

function endReason(terminated: unknown): string {
  const reason = at(terminated, 'reason')
  if (typeof reason === 'string' && reason !== '') return reason
  const signal = Number(at(terminated, 'signal') ?? 0)
  return signal !== 0 ? `Signal:${signal}` : `ExitCode:${textAt(terminated, ['exitCode'])}`
}

function isReady(pod: KubeObject): boolean {
  return listAt(pod, 'status', 'conditions').some(
    (condition) => at(condition, 'type') === 'Ready' && at(condition, 'status') === 'True',
  )
}

export const podGates: Cell = (pod) => {
  const gates = listAt(pod, 'spec', 'readinessGates')
  if (gates.length === 0) return '<none>'
  const met = gates.filter((gate) =>
    listAt(pod, 'status', 'conditions').some(
      (condition) =>
        at(condition, 'type') === at(gate, 'conditionType') && at(condition, 'status') === 'True',
    ),
  )
  return `${met.length}/${gates.length}`
}

/** A finished pod's row is marked, so that clients can leave it out. */
export function podConditions(pod: KubeObject): object[] {
  const phase = at(pod, 'status', 'phase')
  if (phase === 'Succeeded')
    return [
      {
        type: 'Completed',
        status: 'True',
        reason: 'Succeeded',
        message: 'The pod has completed successfully.',
      },
    ]
  if (phase === 'Failed')
    return [{ type: 'Completed', status: 'True', reason: 'Failed', message: 'The pod failed.' }]
  return []
}
