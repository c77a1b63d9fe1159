import type { InspectProblem } from '../inspect/types.js'
import type { Connection } from '../kube/connection.js'
import type { KubeObject } from '../model/kubernetes.js'
import type { Logger } from '../model/logger.js'
import type { OlmDiagnosis } from './summary/types.js'
import type { OlmWriter } from './writers/types.js'

/**
 * What one Subscription is, and what OLM made of it: plain objects of the cluster, as it gave them, without the values of
 * environments and Secrets. A list is empty where there is nothing of the kind, or where it could not be read: `unread` says which.
 */
export interface OlmSnapshot {
  subscription: KubeObject
  /** Those of the Subscription's namespace: one, where the install can go on. */
  operatorGroups: KubeObject[]
  catalogSource?: KubeObject
  /** The pods that serve the catalog. */
  catalogPods: KubeObject[]
  /** All that the Subscription ever referred to, newest first. Steps that install other operators are left out. */
  installPlans: KubeObject[]
  /** Jobs that unpack the bundles of the InstallPlans, in the catalog's namespace. */
  unpackJobs: KubeObject[]
  unpackPods: KubeObject[]
  /** Metadata alone: `data` is what was unpacked. */
  unpackConfigMaps: KubeObject[]
  /** The operator's own, newest first as `replaces` has it; copies in other namespaces are no part. */
  csvs: KubeObject[]
  /** CustomResourceDefinitions that the CSVs own or require, as far as the cluster has them. */
  crds: KubeObject[]
  apiServices: KubeObject[]
  /** ServiceAccounts, Roles, ClusterRoles and both bindings. */
  rbac: KubeObject[]
  /** Validating and mutating webhook configurations. */
  webhooks: KubeObject[]
  /** The cluster-scoped object in which OLM lists the components. */
  operator?: KubeObject
  deployments: KubeObject[]
  replicaSets: KubeObject[]
  /** The operator's, of the Deployments above. */
  pods: KubeObject[]
  /** What else the Operator object names as a component: Services, OperatorConditions and the like. */
  components: KubeObject[]
  /** Events on any of the objects above, oldest first. */
  events: KubeObject[]
  /** Types whose objects are missing above because they could not be read, as in `clusterroles.rbac.authorization.k8s.io`. */
  unread: string[]
}

export interface OlmInspectOptions {
  connection: Connection
  /** Only Subscriptions to this package; default: all. */
  packageName?: string | undefined
  /** Only Subscriptions in this namespace; default: in all. */
  namespace?: string | undefined
  /** Takes the data; it is ended when the promise of the inspection settles. */
  writer: OlmWriter
  /** Ends the inspection early; what was read by then is written. */
  signal: AbortSignal
  /** Also the logs of the operators' pods. Default true. */
  logs?: boolean | undefined
  /** Only what they say of the last so many milliseconds. */
  since?: number | undefined
  /** Only what they say since then, in RFC 3339. */
  sinceTime?: string | undefined
  /** Given each snapshot once, when all of it was read; to look at it, not to keep it. */
  onSnapshot?: ((snapshot: OlmSnapshot) => void) | undefined
  /** Requests at a time, fewer where the server is busy. Default 16. */
  concurrency?: number | undefined
  /** The time by which conditions are judged. Default: the machine's. */
  now?: (() => Date) | undefined
  logger?: Logger | undefined
  /** Takes secrets out of what the cluster answers instead of an object; default: it is told as it is. */
  redact?: ((text: string) => string) | undefined
}

/** One Subscription in the result. */
export interface OlmInspected {
  namespace: string
  name: string
  packageName: string
  diagnosis: OlmDiagnosis
}

export interface OlmInspectResult {
  /** By namespace and name. */
  subscriptions: OlmInspected[]
  files: number
  bytes: number
  /** How many objects of which type: `{pods: 3, deployments.apps: 1}`. */
  objects: Record<string, number>
  logs: number
  /** What could not be read, also in `errors.json` of what was written. */
  problems: InspectProblem[]
  requests: number
  durationMs: number
  /** The signal ended it; what had been read is there. */
  interrupted: boolean
}
