import type { KubeObject } from '../model/kubernetes.js'
import { pullSecretName } from '../kube/pull-secret.js'
import { runLabels } from '../lib/run-labels.js'
import { controlPlaneLabels } from './nodes.js'
import type { GatherOptions } from './types.js'

export const gatherContainer = 'gather'
export const copyContainer = 'copy'
export const priorityClass = 'system-cluster-critical'
const volume = 'must-gather-output'

/** Keeps the second container alive until its pod is deleted; the words of `oc adm must-gather`, since images rely on what they need. */
const waitForEver = ['/bin/bash', '-c', 'trap : TERM INT; sleep infinity & wait']

/** So little that it fits everywhere, and yet the scheduler counts it. */
const smallRequests = { cpu: '10m', memory: '50Mi' }

type PodOptions = Pick<
  GatherOptions,
  | 'runId'
  | 'image'
  | 'command'
  | 'sourceDir'
  | 'environment'
  | 'operatorNamespace'
  | 'since'
  | 'sinceTime'
  | 'env'
  | 'imagePullPolicy'
  | 'nodeSelector'
  | 'preferControlPlane'
  | 'hostNetwork'
  | 'resources'
  | 'volumeSizeLimit'
  | 'pullSecret'
>

export interface PodPlace {
  namespace: string
  serviceAccount: string
  priorityClass?: string | undefined
  /** Names of the nodes that may take it, best first; absent: all. */
  nodes?: readonly string[] | undefined
}

/** The pod of one gather: as `oc adm must-gather` makes it, but for the command, which no shell reads. */
export function podManifest(options: PodOptions, where: PodPlace): KubeObject {
  const container = (name: string, command: readonly string[], more: object) => ({
    name,
    image: options.image,
    imagePullPolicy: options.imagePullPolicy ?? 'IfNotPresent',
    command: command.map(verbatim),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [{ name: volume, mountPath: options.sourceDir.replace(/(?<=.)\/+$/, '') }],
    ...more,
  })
  const sizeLimit = options.volumeSizeLimit
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: '',
      generateName: 'must-gather-',
      namespace: where.namespace,
      labels: { app: 'must-gather', ...runLabels(options.runId) },
    },
    spec: {
      serviceAccountName: where.serviceAccount,
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 0,
      // The first process of a namespace of its own ignores what would end it: the gather could not be stopped.
      shareProcessNamespace: true,
      nodeSelector: { 'kubernetes.io/os': 'linux', ...options.nodeSelector },
      ...affinity(where.nodes, options.preferControlPlane ?? true),
      tolerations: [{ operator: 'Exists' }],
      ...(options.hostNetwork && { hostNetwork: true }),
      ...(options.pullSecret && { imagePullSecrets: [{ name: pullSecretName(options.runId) }] }),
      ...(where.priorityClass !== undefined && { priorityClassName: where.priorityClass }),
      volumes: [{ name: volume, emptyDir: sizeLimit === undefined ? {} : { sizeLimit } }],
      containers: [
        container(gatherContainer, options.command, {
          env: gatherEnv(options),
          resources: { requests: options.resources ?? smallRequests },
          ...(options.hostNetwork && { securityContext: { capabilities: { add: ['NET_RAW'] } } }),
        }),
        container(copyContainer, waitForEver, { resources: { requests: smallRequests } }),
      ],
    },
  }
}

/** Kubernetes takes `$(NAME)` in a command for a variable, and `$$` for a dollar. */
function verbatim(word: string): string {
  return word.replaceAll('$', '$$$$')
}

/** By name and not by the label of the host's name, which need not be the same. */
function affinity(nodes: readonly string[] | undefined, preferControlPlane: boolean): object {
  const named = (nodes ?? []).map((name) => ({
    matchFields: [{ key: 'metadata.name', operator: 'In', values: [name] }],
  }))
  const preferred = controlPlaneLabels.map((key) => ({
    weight: 100,
    preference: { matchExpressions: [{ key, operator: 'Exists' }] },
  }))
  const nodeAffinity = {
    ...(named.length > 0 && {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: named },
    }),
    ...(preferControlPlane && { preferredDuringSchedulingIgnoredDuringExecution: preferred }),
  }
  return Object.keys(nodeAffinity).length > 0 ? { affinity: { nodeAffinity } } : {}
}

function gatherEnv(options: PodOptions): object[] {
  const values: Record<string, string | undefined> = {
    NAMESPACE: options.environment === 'isv' ? options.operatorNamespace : undefined,
    MUST_GATHER_SINCE: options.since,
    MUST_GATHER_SINCE_TIME: options.sinceTime,
    ...options.env,
  }
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  )
  return [fromField('NODE_NAME', 'spec.nodeName'), fromField('POD_NAME', 'metadata.name'), ...given]
}

function fromField(name: string, fieldPath: string): object {
  return { name, valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath } } }
}
