import type { KubeObject } from '../model/kubernetes.js'
import { runLabels } from '../lib/run-labels.js'
import type { GatherOptions } from './types.js'

export const gatherContainer = 'gather'
export const copyContainer = 'copy'
export const priorityClass = 'system-cluster-critical'
const volume = 'must-gather-output'

/** Keeps the second container alive until its pod is deleted; the words of `oc adm must-gather`, since images rely on what they need. */
const waitForEver = ['/bin/bash', '-c', 'trap : TERM INT; sleep infinity & wait']

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
>

/** The pod of one gather: as `oc adm must-gather` makes it, but for the command, which no shell reads. */
export function podManifest(
  options: PodOptions,
  where: { namespace: string; serviceAccount: string; priorityClass?: string | undefined },
): KubeObject {
  const container = (name: string, command: readonly string[], env?: object[]) => ({
    name,
    image: options.image,
    imagePullPolicy: options.imagePullPolicy ?? 'IfNotPresent',
    command: [...command],
    ...(env && { env }),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [{ name: volume, mountPath: options.sourceDir.replace(/(?<=.)\/+$/, '') }],
  })
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
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      tolerations: [{ operator: 'Exists' }],
      ...(where.priorityClass !== undefined && { priorityClassName: where.priorityClass }),
      volumes: [{ name: volume, emptyDir: {} }],
      containers: [
        container(gatherContainer, options.command, gatherEnv(options)),
        container(copyContainer, waitForEver),
      ],
    },
  }
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
