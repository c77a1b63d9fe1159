import { conditionsOf } from '../kube/conditions.js'
import type { KubeObject } from '../model/kubernetes.js'
import { KubectlError } from './errors.js'

interface Counts {
  replicas?: number
  updatedReplicas?: number
  readyReplicas?: number
  availableReplicas?: number
  updatedNumberScheduled?: number
  desiredNumberScheduled?: number
  numberAvailable?: number
  observedGeneration?: number
  currentRevision?: string
  updateRevision?: string
}

interface State {
  message: string
  done: boolean
}

/** How far a Deployment, StatefulSet or DaemonSet has rolled out, in kubectl's words. Throws when it cannot. */
export function rolloutState(object: KubeObject): State {
  const describe = kinds[object.kind]
  if (!describe) throw new KubectlError(`no status viewer has been implemented for ${object.kind}`)
  const status = (object.status ?? {}) as Counts
  if ((object.metadata.generation ?? 0) > (status.observedGeneration ?? 0)) {
    return waiting(
      `Waiting for ${object.kind === 'Deployment' ? 'deployment' : object.kind.toLowerCase()} spec update to be observed...`,
    )
  }
  return describe(object, status)
}

const waiting = (message: string): State => ({ message, done: false })
const done = (message: string): State => ({ message, done: true })

const kinds: Record<string, (object: KubeObject, status: Counts) => State> = {
  Deployment(object, { replicas = 0, updatedReplicas = 0, availableReplicas = 0 }) {
    const { name } = object.metadata
    const wanted = (object.spec as { replicas?: number } | undefined)?.replicas ?? 1
    const head = `Waiting for deployment "${name}" rollout to finish: `
    const late = conditionsOf(object).some(
      ({ type, reason }) => type === 'Progressing' && reason === 'ProgressDeadlineExceeded',
    )
    if (late) throw new KubectlError(`deployment "${name}" exceeded its progress deadline`)
    if (updatedReplicas < wanted)
      return waiting(`${head}${updatedReplicas} out of ${wanted} new replicas have been updated...`)
    if (replicas > updatedReplicas)
      return waiting(`${head}${replicas - updatedReplicas} old replicas are pending termination...`)
    if (availableReplicas < updatedReplicas)
      return waiting(`${head}${availableReplicas} of ${updatedReplicas} updated replicas are available...`)
    return done(`deployment "${name}" successfully rolled out`)
  },
  DaemonSet(
    { metadata: { name } },
    { updatedNumberScheduled = 0, desiredNumberScheduled = 0, numberAvailable = 0 },
  ) {
    const head = `Waiting for daemon set "${name}" rollout to finish: `
    if (updatedNumberScheduled < desiredNumberScheduled) {
      return waiting(
        `${head}${updatedNumberScheduled} out of ${desiredNumberScheduled} new pods have been updated...`,
      )
    }
    if (numberAvailable < desiredNumberScheduled)
      return waiting(`${head}${numberAvailable} of ${desiredNumberScheduled} updated pods are available...`)
    return done(`daemon set "${name}" successfully rolled out`)
  },
  StatefulSet(object, { readyReplicas = 0, updateRevision = '', currentRevision = '', updatedReplicas = 0 }) {
    const wanted = (object.spec as { replicas?: number } | undefined)?.replicas ?? 1
    if (readyReplicas < wanted) return waiting(`Waiting for ${wanted - readyReplicas} pods to be ready...`)
    if (updateRevision !== currentRevision) {
      return waiting(
        `waiting for statefulset rolling update to complete ${updatedReplicas} pods at revision ${updateRevision}...`,
      )
    }
    return done(`statefulset rolling update complete ${wanted} pods at revision ${currentRevision}...`)
  },
}
