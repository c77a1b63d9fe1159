import type { KubeObject } from '../model/kubernetes.js'
import type { OlmSnapshot } from './types.js'

/** Every object of a snapshot but its events, each once. */
export function objectsOf(snapshot: Omit<OlmSnapshot, 'events' | 'unread'>): KubeObject[] {
  const { subscription, catalogSource, operator } = snapshot
  return [
    subscription,
    ...snapshot.operatorGroups,
    ...(catalogSource ? [catalogSource] : []),
    ...snapshot.catalogPods,
    ...snapshot.installPlans,
    ...snapshot.unpackJobs,
    ...snapshot.unpackPods,
    ...snapshot.unpackConfigMaps,
    ...snapshot.csvs,
    ...snapshot.crds,
    ...snapshot.apiServices,
    ...snapshot.rbac,
    ...snapshot.webhooks,
    ...(operator ? [operator] : []),
    ...snapshot.deployments,
    ...snapshot.replicaSets,
    ...snapshot.pods,
    ...snapshot.components,
  ]
}
