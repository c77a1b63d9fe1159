import type { KubeObject } from '../../../model/kubernetes.js'
import type { Store } from '../store/types.js'
import { resourceValue } from './pod/downward.js'
import type { NodeRequirement, NodeSelectorTerm, Pod } from './pod/types.js'

/** Why a pod cannot run on the one node, in the scheduler's words; `undefined` where it can. */
export function unschedulable(pod: Pod, node: KubeObject, store: Store): string | undefined {
  const claim = missingClaim(pod, store)
  if (claim !== undefined) return claim
  if (!matchesSelector(pod, node)) return "1 node(s) didn't match Pod's node affinity/selector"
  const taint = untolerated(pod, node)
  if (taint !== undefined) return `1 node(s) had untolerated taint(s)`
  const lacking = ['cpu', 'memory'].find((resource) => requested(pod, resource) > capacity(node, resource))
  return lacking === undefined ? undefined : `1 Insufficient ${lacking}`
}

function missingClaim(pod: Pod, store: Store): string | undefined {
  for (const { persistentVolumeClaim } of pod.spec.volumes ?? []) {
    if (!persistentVolumeClaim) continue
    const claim = store.get('persistentvolumeclaims', pod.metadata.namespace, persistentVolumeClaim.claimName)
    if (!claim) return `persistentvolumeclaim "${persistentVolumeClaim.claimName}" not found`
    const phase = (claim.status as { phase?: string } | undefined)?.phase
    if (phase !== 'Bound') return 'pod has unbound immediate PersistentVolumeClaims'
  }
  return undefined
}

function matchesSelector(pod: Pod, node: KubeObject): boolean {
  const labels = node.metadata.labels ?? {}
  const wanted = Object.entries(pod.spec.nodeSelector ?? {})
  if (!wanted.every(([key, value]) => labels[key] === value)) return false
  const terms =
    pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
  return terms === undefined || terms.some((term) => matchesTerm(term, labels, node.metadata.name))
}

function matchesTerm(term: NodeSelectorTerm, labels: Record<string, string>, name: string): boolean {
  const fields = { 'metadata.name': name }
  return (
    (term.matchExpressions ?? []).every((requirement) => matches(requirement, labels)) &&
    (term.matchFields ?? []).every((requirement) => matches(requirement, fields))
  )
}

const operators: Record<string, (value: string | undefined, values: string[]) => boolean> = {
  In: (value, values) => value !== undefined && values.includes(value),
  NotIn: (value, values) => value === undefined || !values.includes(value),
  Exists: (value) => value !== undefined,
  DoesNotExist: (value) => value === undefined,
  Gt: (value, [bound]) => Number(value) > Number(bound),
  Lt: (value, [bound]) => Number(value) < Number(bound),
}

function matches({ key, operator, values = [] }: NodeRequirement, labels: Record<string, string>): boolean {
  return operators[operator]?.(labels[key], values) ?? false
}

interface Taint {
  key: string
  value?: string
  effect: string
}

interface Toleration {
  key?: string
  operator?: string
  value?: string
  effect?: string
}

function untolerated(pod: Pod, node: KubeObject): Taint | undefined {
  const taints = (node.spec as { taints?: Taint[]; unschedulable?: boolean } | undefined)?.taints ?? []
  const tolerations = ((pod.spec as { tolerations?: Toleration[] }).tolerations ?? []).filter(Boolean)
  const tolerates = (taint: Taint) =>
    tolerations.some(
      ({ key, operator = 'Equal', value, effect }) =>
        (effect === undefined || effect === '' || effect === taint.effect) &&
        (key === undefined || key === '' || key === taint.key) &&
        (operator === 'Exists' || (value ?? '') === (taint.value ?? '')),
    )
  return taints.find((taint) => taint.effect !== 'PreferNoSchedule' && !tolerates(taint))
}

function requested(pod: Pod, resource: string): number {
  return pod.spec.containers.reduce(
    (sum, { resources }) => sum + (resourceValue(resources?.requests?.[resource] ?? '0') ?? 0),
    0,
  )
}

function capacity(node: KubeObject, resource: string): number {
  const { allocatable = {} } = (node.status ?? {}) as { allocatable?: Record<string, string> }
  return resourceValue(allocatable[resource] ?? '0') ?? 0
}
