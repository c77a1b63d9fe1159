import type { KubeObject } from '../../../model/kubernetes.js'
import type { Controller, ReconcileTools } from './controller.js'
import { ownedBy, ownerOfKind } from './owners.js'
import type { PodTemplate } from './pods.js'
import { countReady, createPod, deletePod, isActive, readySince } from './pods.js'
import { ensureRevision } from './revisions.js'

interface StatefulSetSpec {
  replicas?: number
  serviceName?: string
  selector?: { matchLabels?: Record<string, string> }
  podManagementPolicy?: string
  minReadySeconds?: number
  ordinals?: { start?: number }
  updateStrategy?: { type?: string; rollingUpdate?: { partition?: number } }
  template: PodTemplate
  volumeClaimTemplates?: KubeObject[]
}

interface Volume {
  name: string
}

/** StatefulSet: pods with names and volumes of their own, one after the other. */
export const statefulSets: Controller = {
  name: 'statefulset-controller',
  type: 'statefulsets.apps',
  watches: { pods: ownerOfKind('StatefulSet') },
  reconcile(set, tools) {
    const spec = set.spec as StatefulSetSpec
    if (set.metadata.deletionTimestamp !== undefined) return undefined
    const revision = ensureRevision(tools, set, spec.template)
    const pods = new Map(ownedBy(tools.store, 'pods', set).map((pod) => [pod.metadata.name, pod]))
    const names = podNames(set)
    const parallel = spec.podManagementPolicy === 'Parallel'

    for (const [index, name] of names.entries()) {
      const pod = pods.get(name)
      if (!pod) createMember(tools, set, name, index + (spec.ordinals?.start ?? 0), revision)
      else if (!isActive(pod) && pod.metadata.deletionTimestamp === undefined) deletePod(tools, set, pod)
      if (!parallel && (!pod || readySince(pod) === undefined)) break
    }
    shrink(tools, set, [...pods.values()], new Set(names), parallel)
    update(
      tools,
      set,
      names.map((name) => pods.get(name)),
      revision,
    )
    return writeStatus(tools, set, revision)
  },
}

function podNames(set: KubeObject): string[] {
  const { replicas = 1, ordinals } = set.spec as StatefulSetSpec
  return Array.from(
    { length: replicas },
    (_, index) => `${set.metadata.name}-${index + (ordinals?.start ?? 0)}`,
  )
}

function createMember(
  tools: ReconcileTools,
  set: KubeObject,
  name: string,
  ordinal: number,
  revision: string,
): void {
  const spec = set.spec as StatefulSetSpec
  const claims = spec.volumeClaimTemplates ?? []
  for (const claim of claims) createClaim(tools, set, claim, name)
  const ownVolumes = claims.map(({ metadata }) => ({
    name: metadata.name,
    persistentVolumeClaim: { claimName: `${metadata.name}-${name}` },
  }))
  const volumes = ((spec.template.spec['volumes'] ?? []) as Volume[]).filter(
    (volume) => !ownVolumes.some((own) => own.name === volume.name),
  )
  createPod(tools, set, spec.template, {
    name,
    labels: {
      'apps.kubernetes.io/pod-index': String(ordinal),
      'controller-revision-hash': revision,
      'statefulset.kubernetes.io/pod-name': name,
    },
    spec: { hostname: name, subdomain: spec.serviceName, volumes: [...volumes, ...ownVolumes] },
  })
}

/** A member's claim outlives it: one that is there is taken again. */
function createClaim(tools: ReconcileTools, set: KubeObject, template: KubeObject, pod: string): void {
  const name = `${template.metadata.name}-${pod}`
  const namespace = set.metadata.namespace ?? 'default'
  if (tools.store.get('persistentvolumeclaims', namespace, name)) return
  const { selector } = set.spec as StatefulSetSpec
  tools.store.create('persistentvolumeclaims', {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      ...template.metadata,
      name,
      namespace,
      labels: { ...template.metadata.labels, ...selector?.matchLabels },
    },
    spec: template.spec,
  })
}

/** Members beyond the wanted number go, the last one first. */
function shrink(
  tools: ReconcileTools,
  set: KubeObject,
  pods: KubeObject[],
  names: Set<string>,
  parallel: boolean,
): void {
  const beyond = pods
    .filter(({ metadata }) => !names.has(metadata.name))
    .sort(byOrdinal)
    .reverse()
  const leaving = beyond.some(({ metadata }) => metadata.deletionTimestamp !== undefined)
  for (const pod of parallel ? beyond : leaving ? [] : beyond.slice(0, 1)) {
    if (pod.metadata.deletionTimestamp === undefined) deletePod(tools, set, pod)
  }
}

/** Once all members are ready, the last one of another revision is replaced. */
function update(
  tools: ReconcileTools,
  set: KubeObject,
  pods: (KubeObject | undefined)[],
  revision: string,
): void {
  const { updateStrategy } = set.spec as StatefulSetSpec
  if (updateStrategy?.type === 'OnDelete') return
  if (!pods.every((pod) => pod && pod.metadata.deletionTimestamp === undefined)) return
  const from = updateStrategy?.rollingUpdate?.partition ?? 0
  const outdated = pods
    .slice(from)
    .filter((pod) => pod?.metadata.labels?.['controller-revision-hash'] !== revision)
  const broken = pods.filter((pod) => pod && readySince(pod) === undefined)
  const next = outdated.at(-1)
  if (next && broken.every((pod) => pod === next || outdated.includes(pod))) deletePod(tools, set, next)
}

function byOrdinal(a: KubeObject, b: KubeObject): number {
  const ordinal = (pod: KubeObject) => Number(/-(\d+)$/.exec(pod.metadata.name)?.[1] ?? 0)
  return ordinal(a) - ordinal(b)
}

function writeStatus(tools: ReconcileTools, set: KubeObject, revision: string): number | undefined {
  const pods = ownedBy(tools.store, 'pods', set).filter(isActive)
  const { ready, available, nextMs } = countReady(
    pods,
    (set.spec as StatefulSetSpec).minReadySeconds ?? 0,
    tools.now(),
  )
  const updated = pods.filter(
    ({ metadata }) => metadata.labels?.['controller-revision-hash'] === revision,
  ).length
  const name = `${set.metadata.name}-${revision}`
  tools.store.modify('statefulsets.apps', set.metadata.namespace, set.metadata.name, (draft) => {
    const previous = (draft.status as { currentRevision?: string } | undefined)?.currentRevision
    draft.status = {
      observedGeneration: set.metadata.generation,
      replicas: pods.length,
      readyReplicas: ready,
      availableReplicas: available,
      currentReplicas: updated,
      updatedReplicas: updated,
      currentRevision: updated === pods.length ? name : (previous ?? name),
      updateRevision: name,
      collisionCount: 0,
    }
  })
  return nextMs
}
