import type { KubeObject } from '../../model/kubernetes.js'
import type { InstallMode } from '../../model/install-config.js'

/** A rule of a Role, as a CSV has it. */
export type PolicyRule = Record<string, unknown>

export interface Permission {
  serviceAccountName: string
  rules: PolicyRule[]
}

interface PodTemplate {
  metadata?: { annotations?: Record<string, string>; [key: string]: unknown }
  spec?: { containers?: Container[]; serviceAccountName?: string; [key: string]: unknown }
}

export interface Container {
  name: string
  image?: string
  env?: { name: string; [key: string]: unknown }[]
  [key: string]: unknown
}

export interface CsvDeployment {
  name: string
  label?: Record<string, string>
  spec: { template?: PodTemplate; [key: string]: unknown }
}

interface OwnedCrd {
  name: string
  kind: string
  version: string
}

/** What an install reads of a ClusterServiceVersion; all of it may be missing in one that is broken. */
export interface CsvSpec {
  version?: string
  replaces?: string
  installModes?: { type: InstallMode; supported: boolean }[]
  install?: {
    strategy?: string
    spec?: { permissions?: Permission[]; clusterPermissions?: Permission[]; deployments?: CsvDeployment[] }
  }
  customresourcedefinitions?: { owned?: OwnedCrd[]; required?: OwnedCrd[] }
  apiservicedefinitions?: { owned?: { name?: string }[]; required?: { name?: string }[] }
  webhookdefinitions?: { generateName?: string; type?: string }[]
}

export const csvSpec = (csv: KubeObject): CsvSpec => csv.spec ?? {}

export const isCsv = ({ kind, apiVersion }: Pick<KubeObject, 'kind' | 'apiVersion'>): boolean =>
  kind === 'ClusterServiceVersion' && apiVersion.startsWith('operators.coreos.com/')

export const installSpec = (csv: KubeObject) => csvSpec(csv).install?.spec ?? {}
