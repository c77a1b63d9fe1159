import type { KubeObject } from '../../model/kubernetes.js'

/** The fields of OLM's objects that are read here; all are optional, as a cluster may hold what no one validated. */
export interface SubscriptionShape {
  spec?: { name?: string; source?: string; sourceNamespace?: string; startingCSV?: string; channel?: string }
  status?: {
    currentCSV?: string
    installedCSV?: string
    conditions?: { type?: string; status?: string; reason?: string; message?: string }[]
  }
}

export interface PlanStep {
  resolving?: string
  resource?: { group?: string; version?: string; kind?: string; name?: string; manifest?: string }
}

export interface BundleLookup {
  path?: string
  identifier?: string
  replaces?: string
  properties?: string
  catalogSourceRef?: { namespace?: string; name?: string }
}

export interface InstallPlanShape {
  spec?: { clusterServiceVersionNames?: string[] }
  status?: { plan?: PlanStep[]; bundleLookups?: BundleLookup[] }
}

interface Descriptions {
  owned?: { name?: string; group?: string; version?: string; kind?: string }[]
  required?: { name?: string; group?: string; version?: string; kind?: string }[]
}

interface Permission {
  serviceAccountName?: string
}

export interface CsvShape {
  spec?: {
    replaces?: string
    customresourcedefinitions?: Descriptions
    apiservicedefinitions?: Descriptions
    install?: {
      spec?: {
        permissions?: Permission[]
        clusterPermissions?: Permission[]
        deployments?: { name?: string; spec?: { template?: { spec?: Permission } } }[]
      }
    }
  }
}

export interface OperatorShape {
  status?: {
    components?: { refs?: { apiVersion?: string; kind?: string; namespace?: string; name?: string }[] }
  }
}

export const asSubscription = (object: KubeObject) => object as SubscriptionShape
export const asInstallPlan = (object: KubeObject) => object as InstallPlanShape
export const asCsv = (object: KubeObject) => object as CsvShape
export const asOperator = (object: KubeObject) => object as OperatorShape

/** The package that a Subscription asks for. */
export const packageOf = (subscription: KubeObject) => asSubscription(subscription).spec?.name ?? ''

/** Names that are there, each once. */
export function present(names: Iterable<string | undefined>): string[] {
  return [...new Set([...names].filter((name): name is string => typeof name === 'string' && name !== ''))]
}
