import { claimFinalizer } from '../store/admission/storage.js'
import type { Controller } from './controller.js'
import { keyOf } from './controller.js'

interface PodShape {
  spec?: { volumes?: { persistentVolumeClaim?: { claimName?: string } }[] }
  status?: { phase?: string }
}

const type = 'persistentvolumeclaims'

/** Lets a claim that is deleted go when no pod uses it any more. */
export const claimProtection: Controller = {
  name: 'pvc-protection-controller',
  type,
  watches: {
    pods: ({ object }, store) => store.list(type, { namespace: object.metadata.namespace }).items.map(keyOf),
  },
  reconcile({ metadata }, tools) {
    if (metadata.deletionTimestamp === undefined || !metadata.finalizers?.includes(claimFinalizer))
      return undefined
    const { items } = tools.store.list('pods', { namespace: metadata.namespace })
    if (items.some((pod) => uses(pod as unknown as PodShape, metadata.name))) return undefined
    tools.store.modify(type, metadata.namespace, metadata.name, (draft) => {
      draft.metadata.finalizers = (draft.metadata.finalizers ?? []).filter((name) => name !== claimFinalizer)
    })
    return undefined
  },
}

function uses({ spec, status }: PodShape, claim: string): boolean {
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return false
  return spec?.volumes?.some((volume) => volume.persistentVolumeClaim?.claimName === claim) ?? false
}
