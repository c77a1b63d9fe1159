import { runLabels } from '../lib/run-labels.js'
import type { KubeObject } from '../model/kubernetes.js'

/** What a container engine keeps in its config.json: `{"auths": {...}}`, as text. Never shown, and in no record. */
export interface PullSecret {
  dockerConfigJson: string
}

/** One name in every namespace of a run, so that pods can name it before it is there. */
export const pullSecretName = (runId: string): string => `must-gather-pull-${runId.toLowerCase()}`

/** The Secret that pods of a run pull with, in one namespace. */
export function pullSecretObject(
  { dockerConfigJson }: PullSecret,
  { runId, namespace }: { runId: string; namespace: string },
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: pullSecretName(runId), namespace, labels: runLabels(runId) },
    type: 'kubernetes.io/dockerconfigjson',
    data: { '.dockerconfigjson': Buffer.from(dockerConfigJson).toString('base64') },
  }
}
