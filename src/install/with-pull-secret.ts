import { pullSecretName, pullSecretObject, type PullSecret } from '../kube/index.js'
import type { KubeObject } from '../model/kubernetes.js'
import type { Manifest } from './read-manifests.js'

/** Where the kinds that make pods hold what a pod is made with. */
const podSpecs: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  Deployment: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  ServiceAccount: [],
}

export interface PullSecretOptions {
  pullSecret: PullSecret
  runId: string
  /** Where objects without a namespace go. */
  namespace: string
}

/** Copies of manifests whose pods and service accounts name the pull secret. */
export function naming(manifests: readonly Manifest[], runId: string): Manifest[] {
  return manifests.map(({ object, source }) => {
    const path = podSpecs[object.kind]
    return { source, object: path ? (added(object, path, pullSecretName(runId)) as KubeObject) : object }
  })
}

/** The manifests with the pull secret in every namespace in which they make pods, and in the operator's own. */
export function withPullSecret(manifests: readonly Manifest[], options: PullSecretOptions): Manifest[] {
  const { pullSecret, runId, namespace } = options
  const places = manifests.flatMap(({ object: { kind, metadata } }) =>
    kind in podSpecs ? [metadata.namespace ?? namespace] : [],
  )
  const secrets = [...new Set([namespace, ...places])].map((place) => ({
    object: pullSecretObject(pullSecret, { runId, namespace: place }),
    source: '--pull-secret',
  }))
  return [...naming(manifests, runId), ...secrets]
}

type Fields = Record<string, unknown>

function added(value: unknown, [step, ...rest]: readonly string[], name: string): unknown {
  // A manifest that lacks the field is wrong; the server says so better.
  if (typeof value !== 'object' || value === null) return value
  const fields = value as Fields
  if (step !== undefined) return { ...fields, [step]: added(fields[step], rest, name) }
  const before = Array.isArray(fields['imagePullSecrets']) ? (fields['imagePullSecrets'] as object[]) : []
  return { ...fields, imagePullSecrets: [...before, { name }] }
}
