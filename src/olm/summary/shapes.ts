import type { KubeObject } from '../../model/kubernetes.js'

/** The fields of OLM's objects that a diagnosis reads; any of them may be missing in what a cluster gives. */

export interface SubscriptionSpec {
  name?: string
  channel?: string
  source?: string
  sourceNamespace?: string
  startingCSV?: string
  installPlanApproval?: string
}

export interface SubscriptionStatus {
  currentCSV?: string
  installedCSV?: string
  installPlanRef?: { name?: string; namespace?: string }
  state?: string
}

export interface CatalogSourceStatus {
  message?: string
  reason?: string
  connectionState?: { lastObservedState?: string }
}

export interface PlanStep {
  resolving?: string
  resource?: { kind?: string; name?: string; group?: string; version?: string }
  status?: string
}

export interface InstallPlanSpec {
  approval?: string
  approved?: boolean
  clusterServiceVersionNames?: string[]
}

export interface InstallPlanStatus {
  phase?: string
  message?: string
  plan?: PlanStep[]
  bundleLookups?: { path?: string; identifier?: string }[]
}

export interface CsvSpec {
  replaces?: string
  install?: { spec?: { deployments?: { name?: string }[] } }
  installModes?: { type?: string; supported?: boolean }[]
}

export interface Requirement {
  group?: string
  version?: string
  kind?: string
  name?: string
  status?: string
  message?: string
  dependents?: { kind?: string; status?: string; message?: string }[]
}

export interface CsvStatus {
  phase?: string
  reason?: string
  message?: string
  requirementStatus?: Requirement[]
}

export function specOf<T>(object: KubeObject | undefined): Partial<T> {
  return (object?.spec ?? {}) as Partial<T>
}

export function statusOf<T>(object: KubeObject | undefined): Partial<T> {
  return (object?.status ?? {}) as Partial<T>
}
