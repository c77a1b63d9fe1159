import { parseQuantity } from '../../../lib/quantity.js'
import type { KubeObject } from '../../../model/kubernetes.js'
import type { Store } from '../store/types.js'
import type { Controller, ReconcileTools } from './controller.js'
import { keyOf } from './controller.js'

interface ClaimSpec {
  storageClassName?: string
  volumeName?: string
  volumeMode?: string
  accessModes?: string[]
  resources?: { requests?: { storage?: string } }
}

interface VolumeSpec {
  storageClassName?: string
  accessModes?: string[]
  capacity?: { storage?: string }
  claimRef?: { namespace?: string; name?: string; uid?: string }
  persistentVolumeReclaimPolicy?: string
}

const claimType = 'persistentvolumeclaims'
const volumeType = 'persistentvolumes'
const classType = 'storageclasses.storage.k8s.io'

export const provisioner = 'embedded/hostpath'

/** PersistentVolumeClaims: bound to a volume that fits, or to a new one where their class is the cluster's own. */
export const volumeBinder: Controller = {
  name: 'persistentvolume-controller',
  type: claimType,
  watches: {
    [volumeType]: (_, store) => store.list(claimType).items.map(keyOf),
    [classType]: (_, store) => store.list(claimType).items.map(keyOf),
  },
  reconcile(claim, tools) {
    const phase = (claim.status as { phase?: string } | undefined)?.phase
    if (claim.metadata.deletionTimestamp !== undefined) return undefined
    if (phase === 'Bound') return losesVolume(claim, tools)
    const className = classOf(claim, tools)
    const volume = findVolume(claim, className, tools.store) ?? provision(claim, className, tools)
    if (volume) bind(claim, volume, tools)
    else setPhase(tools, claim, { phase: 'Pending' })
    return undefined
  },
}

/** The default class is written into a claim that names none. */
function classOf(claim: KubeObject, tools: ReconcileTools): string {
  const named = (claim.spec as ClaimSpec).storageClassName
  if (named !== undefined) return named
  const isDefault = ({ metadata }: KubeObject) =>
    metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true'
  const name = tools.store.list(classType).items.find(isDefault)?.metadata.name
  if (name === undefined) return ''
  tools.store.modify(claimType, claim.metadata.namespace, claim.metadata.name, (draft) => {
    ;(draft.spec as ClaimSpec).storageClassName = name
  })
  return name
}

function findVolume(claim: KubeObject, className: string, store: Store): KubeObject | undefined {
  const spec = claim.spec as ClaimSpec
  if (spec.volumeName) return store.get(volumeType, undefined, spec.volumeName)
  const size = parseQuantity(spec.resources?.requests?.storage ?? '0') ?? 0
  return store.list(volumeType).items.find((volume) => {
    const offer = volume.spec as VolumeSpec
    const ref = offer.claimRef
    const { namespace, name, uid } = claim.metadata
    const meant =
      ref !== undefined &&
      ref.namespace === namespace &&
      ref.name === name &&
      (ref.uid === undefined || ref.uid === uid)
    if (ref !== undefined && !meant) return false
    return (
      (offer.storageClassName ?? '') === className &&
      (parseQuantity(offer.capacity?.storage ?? '0') ?? 0) >= size &&
      (spec.accessModes ?? []).every((mode) => offer.accessModes?.includes(mode))
    )
  })
}

function provision(claim: KubeObject, className: string, tools: ReconcileTools): KubeObject | undefined {
  if (className === '') {
    const message = 'no persistent volumes available for this claim and no storage class is set'
    tools.record(claim, { type: 'Normal', reason: 'FailedBinding', message })
    return undefined
  }
  const storageClass = tools.store.get(classType, undefined, className)
  if (!storageClass) {
    const message = `storageclass.storage.k8s.io "${className}" not found`
    tools.record(claim, { type: 'Warning', reason: 'ProvisioningFailed', message })
    return undefined
  }
  if (storageClass['provisioner'] !== provisioner) {
    const message = `Waiting for a volume to be created either by the external provisioner '${String(storageClass['provisioner'])}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`
    tools.record(claim, { type: 'Normal', reason: 'ExternalProvisioning', message })
    return undefined
  }
  const volume = tools.store.create(volumeType, newVolume(claim, storageClass))
  const message = `Successfully provisioned volume ${volume.metadata.name}`
  tools.record(claim, { type: 'Normal', reason: 'ProvisioningSucceeded', message })
  return volume
}

function newVolume(claim: KubeObject, storageClass: KubeObject): KubeObject {
  const spec = claim.spec as ClaimSpec
  const name = `pvc-${claim.metadata.uid}`
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name, annotations: { 'pv.kubernetes.io/provisioned-by': provisioner } },
    spec: {
      capacity: { storage: spec.resources?.requests?.storage ?? '0' },
      accessModes: spec.accessModes ?? ['ReadWriteOnce'],
      persistentVolumeReclaimPolicy: storageClass['reclaimPolicy'] ?? 'Delete',
      storageClassName: storageClass.metadata.name,
      volumeMode: spec.volumeMode ?? 'Filesystem',
      hostPath: { path: `/var/lib/embedded/volumes/${name}`, type: 'DirectoryOrCreate' },
    },
  }
}

function bind(claim: KubeObject, volume: KubeObject, tools: ReconcileTools): void {
  const { namespace, name, uid, resourceVersion } = claim.metadata
  tools.store.modify(volumeType, undefined, volume.metadata.name, (draft) => {
    const claimRef = {
      kind: 'PersistentVolumeClaim',
      apiVersion: 'v1',
      namespace,
      name,
      uid,
      resourceVersion,
    }
    Object.assign(draft.spec as object, { claimRef })
    draft.status = { phase: 'Bound' }
  })
  tools.store.modify(claimType, namespace, name, (draft) => {
    Object.assign(draft.spec as object, { volumeName: volume.metadata.name })
    draft.metadata.annotations = {
      ...draft.metadata.annotations,
      'pv.kubernetes.io/bind-completed': 'yes',
      'pv.kubernetes.io/bound-by-controller': 'yes',
    }
  })
  const { capacity, accessModes } = volume.spec as VolumeSpec
  setPhase(tools, claim, { phase: 'Bound', accessModes, capacity })
}

function losesVolume(claim: KubeObject, tools: ReconcileTools): undefined {
  const { volumeName = '' } = claim.spec as ClaimSpec
  if (!tools.store.get(volumeType, undefined, volumeName)) setPhase(tools, claim, { phase: 'Lost' })
}

function setPhase(tools: ReconcileTools, claim: KubeObject, status: object): void {
  tools.store.modify(claimType, claim.metadata.namespace, claim.metadata.name, (draft) => {
    draft.status = status
  })
}

/** PersistentVolumes: available until claimed; deleted or released when their claim is gone. */
export const volumeReclaimer: Controller = {
  name: 'persistentvolume-controller',
  type: volumeType,
  watches: { [claimType]: (_, store) => store.list(volumeType).items.map(keyOf) },
  reconcile(volume, tools) {
    const { claimRef, persistentVolumeReclaimPolicy } = volume.spec as VolumeSpec
    if (volume.metadata.deletionTimestamp !== undefined) return undefined
    const claim =
      claimRef?.name === undefined ? undefined : tools.store.get(claimType, claimRef.namespace, claimRef.name)
    const phase = (volume.status as { phase?: string } | undefined)?.phase
    const gone = claimRef?.uid !== undefined && claim?.metadata.uid !== claimRef.uid
    if (gone && persistentVolumeReclaimPolicy === 'Delete') {
      tools.store.delete(volumeType, undefined, volume.metadata.name)
    } else if (gone || phase === undefined || phase === 'Pending') {
      tools.store.modify(volumeType, undefined, volume.metadata.name, (draft) => {
        draft.status = { phase: gone ? 'Released' : claimRef?.uid === undefined ? 'Available' : 'Bound' }
      })
    }
    return undefined
  },
}
