export interface WorkloadCondition {
  type: string
  status: string
  reason: string
  message: string
  lastUpdateTime?: string
  lastTransitionTime?: string
}

/** Puts conditions into a list: the time of the last transition stays while the status does. */
export function setConditions(
  current: WorkloadCondition[],
  wanted: WorkloadCondition[],
  now: string,
): WorkloadCondition[] {
  const set = wanted.map((condition) => {
    const before = current.find(({ type }) => type === condition.type)
    const same =
      before?.status === condition.status &&
      before.reason === condition.reason &&
      before.message === condition.message
    const lastTransitionTime = before?.status === condition.status ? (before.lastTransitionTime ?? now) : now
    return { ...condition, lastUpdateTime: same ? (before.lastUpdateTime ?? now) : now, lastTransitionTime }
  })
  return [...current.filter(({ type }) => !wanted.some((condition) => condition.type === type)), ...set]
}
