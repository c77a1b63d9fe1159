import type { KubeObject } from '../../../../model/kubernetes.js'

/** What the kubelet reads of a pod; the API has validated it and put in the defaults. */
export interface Pod extends KubeObject {
  spec: PodSpec
  status?: PodStatus
}

export interface PodSpec {
  nodeName?: string
  restartPolicy?: 'Always' | 'OnFailure' | 'Never'
  terminationGracePeriodSeconds?: number
  activeDeadlineSeconds?: number
  serviceAccountName?: string
  schedulerName?: string
  nodeSelector?: Record<string, string>
  affinity?: { nodeAffinity?: NodeAffinity }
  hostname?: string
  securityContext?: SecurityContext & { fsGroup?: number }
  initContainers?: Container[]
  containers: Container[]
  volumes?: Volume[]
}

export interface NodeAffinity {
  requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms?: NodeSelectorTerm[] }
}

export interface NodeSelectorTerm {
  matchExpressions?: NodeRequirement[]
  matchFields?: NodeRequirement[]
}

export interface NodeRequirement {
  key: string
  operator: string
  values?: string[]
}

export interface SecurityContext {
  runAsUser?: number
  runAsGroup?: number
  runAsNonRoot?: boolean
}

export interface Container {
  name: string
  image: string
  imagePullPolicy?: string
  command?: string[]
  args?: string[]
  workingDir?: string
  env?: EnvVar[]
  envFrom?: EnvFrom[]
  /** Of an init container that keeps running. */
  restartPolicy?: string
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> }
  volumeMounts?: VolumeMount[]
  readinessProbe?: Probe
  livenessProbe?: Probe
  startupProbe?: Probe
  lifecycle?: { postStart?: Hook; preStop?: Hook }
  securityContext?: SecurityContext & { readOnlyRootFilesystem?: boolean }
  terminationMessagePath?: string
  terminationMessagePolicy?: string
}

/** Of hooks only commands are run. */
export interface Hook {
  exec?: { command?: string[] }
}

export interface EnvVar {
  name: string
  value?: string
  valueFrom?: {
    fieldRef?: { fieldPath: string }
    resourceFieldRef?: ResourceFieldRef
    configMapKeyRef?: KeyRef
    secretKeyRef?: KeyRef
  }
}

export interface ResourceFieldRef {
  containerName?: string
  resource: string
  divisor?: string
}

export interface KeyRef {
  name?: string
  key: string
  optional?: boolean
}

export interface EnvFrom {
  prefix?: string
  configMapRef?: { name?: string; optional?: boolean }
  secretRef?: { name?: string; optional?: boolean }
}

export interface VolumeMount {
  name: string
  mountPath: string
  subPath?: string
  subPathExpr?: string
  readOnly?: boolean
}

export interface Probe {
  exec?: { command?: string[] }
  httpGet?: {
    host?: string
    path?: string
    port: number | string
    scheme?: string
    httpHeaders?: { name: string; value: string }[]
  }
  tcpSocket?: { host?: string; port: number | string }
  grpc?: { port: number }
  initialDelaySeconds?: number
  periodSeconds?: number
  timeoutSeconds?: number
  successThreshold?: number
  failureThreshold?: number
}

export interface KeyToPath {
  key: string
  path: string
  mode?: number
}

export interface DownwardItem {
  path: string
  mode?: number
  fieldRef?: { fieldPath: string }
  resourceFieldRef?: ResourceFieldRef
}

export interface ConfigMapSource {
  name?: string
  items?: KeyToPath[]
  defaultMode?: number
  optional?: boolean
}

export interface SecretSource {
  secretName?: string
  name?: string
  items?: KeyToPath[]
  defaultMode?: number
  optional?: boolean
}

export interface ProjectedSource {
  configMap?: ConfigMapSource
  secret?: SecretSource
  downwardAPI?: { items?: DownwardItem[] }
  serviceAccountToken?: { path: string; audience?: string; expirationSeconds?: number }
}

export interface Volume {
  name: string
  emptyDir?: object
  configMap?: ConfigMapSource
  secret?: SecretSource
  projected?: { sources?: ProjectedSource[]; defaultMode?: number }
  downwardAPI?: { items?: DownwardItem[]; defaultMode?: number }
  persistentVolumeClaim?: { claimName: string; readOnly?: boolean }
  hostPath?: { path: string; type?: string }
  [source: string]: unknown
}

export interface ContainerState {
  waiting?: { reason: string; message?: string }
  running?: { startedAt: string }
  terminated?: TerminatedState
}

export interface TerminatedState {
  exitCode: number
  signal?: number
  reason: string
  message?: string
  startedAt: string
  finishedAt: string
  containerID?: string
}

export interface ContainerStatus {
  name: string
  state: ContainerState
  lastState: ContainerState
  ready: boolean
  started?: boolean
  restartCount: number
  image: string
  imageID: string
  containerID?: string
}

export interface PodCondition {
  type: string
  status: 'True' | 'False' | 'Unknown'
  reason?: string
  message?: string
  lastProbeTime: null
  lastTransitionTime: string
  observedGeneration?: number
}

export interface PodStatus {
  phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed'
  reason?: string
  message?: string
  conditions?: PodCondition[]
  hostIP?: string
  hostIPs?: { ip: string }[]
  podIP?: string
  podIPs?: { ip: string }[]
  startTime?: string
  initContainerStatuses?: ContainerStatus[]
  containerStatuses?: ContainerStatus[]
  qosClass?: string
  observedGeneration?: number
}
