import type { DeploymentSpec } from './deployment.js'

/** A ReplicaSet as a rollout sees it. */
export interface SetState {
  /** `spec.replicas`. */
  replicas: number
  /** Pods that exist. */
  existing: number
  available: number
}

/** How many replicas each ReplicaSet shall have now; called again after each change until old ones have none. */
export function planScales(
  spec: DeploymentSpec,
  current: SetState,
  old: SetState[],
): { current: number; old: number[] } {
  const wanted = spec.replicas ?? 1
  if (spec.strategy?.type === 'Recreate') {
    const gone = old.every((set) => set.existing === 0)
    return { current: gone ? wanted : Math.min(current.replicas, wanted), old: old.map(() => 0) }
  }
  const total = sum(old, 'replicas') + current.replicas
  const room = Math.max(0, wanted + maxSurge(spec) - total)
  const next =
    current.replicas > wanted ? wanted : current.replicas + Math.min(wanted - current.replicas, room)
  const available = sum(old, 'available') + current.available
  let spare = Math.max(0, available - (wanted - maxUnavailable(spec)))
  const scaled = old.map((set) => {
    // What does not work can go at once; of what works, only what can be spared.
    const broken = Math.max(0, set.replicas - set.available)
    const working = Math.min(spare, set.replicas - broken)
    spare -= working
    return set.replicas - broken - working
  })
  return { current: next, old: scaled }
}

function sum(sets: SetState[], field: keyof SetState): number {
  return sets.reduce((total, set) => total + set[field], 0)
}

function maxSurge(spec: DeploymentSpec): number {
  return share(spec.strategy?.rollingUpdate?.maxSurge ?? '25%', spec.replicas ?? 1, Math.ceil)
}

/** How many pods of a rollout may be missing. */
export function maxUnavailable(spec: DeploymentSpec): number {
  if (spec.strategy?.type === 'Recreate') return 0
  const count = share(spec.strategy?.rollingUpdate?.maxUnavailable ?? '25%', spec.replicas ?? 1, Math.floor)
  // Both zero would never move.
  return count === 0 && maxSurge(spec) === 0 ? 1 : count
}

/** `25%` of the replicas, or a number of them. */
function share(value: number | string, replicas: number, round: (value: number) => number): number {
  if (typeof value === 'number') return value
  return round((Number.parseInt(value, 10) / 100) * replicas)
}
