import type { KubeObject } from '../../../../../src/model/kubernetes.js'
import type { Situation } from '../../../../support/olm/recordings.js'

type Objects = KubeObject[]
export type Fields = Record<string, unknown>

export interface Case {
  title: string
  of: Situation
  /** Changes one field of one object, in place, or gives another list. */
  change: (objects: Objects) => Objects | void
  cause: string
  sentence: string
}

export const csvName = 'nfs-provisioner-operator.v0.0.10'
export const job = '7166bfd0e4ba8e071d7517210a8ee79adb0b9a34b38c551b65bc8db78062108'
export const catalog = 'nfs-provisioner-operator-cs'
export const subs = 'nfs-provisioner-operator-subs'
export const manager = 'nfs-provisioner-operator-controller-manager'
export const pod = `${manager}-77bdb99cdb-gzwds`
export const ns = 'nfs-provisioner-operator'

/** Sets fields of the status of the one object of a kind, or of the one whose name begins so. */
export const status =
  (kind: string, fields: Fields, prefix = '') =>
  (objects: Objects) => {
    const found = objects.find((one) => one.kind === kind && one.metadata.name.startsWith(prefix))
    if (!found) throw new Error(`no ${kind} ${prefix}`)
    found.status = { ...(found.status as Fields), ...fields }
  }

export const without =
  (kind: string, prefix = '') =>
  (objects: Objects) =>
    objects.filter((one) => one.kind !== kind || !one.metadata.name.startsWith(prefix))

export const container = (fields: Fields) => ({
  containerStatuses: [{ name: 'manager', ready: false, ...fields }],
})

export const resolutionFailed = (message: string) =>
  status('Subscription', {
    conditions: [{ type: 'ResolutionFailed', status: 'True', reason: 'ConstraintsNotSatisfiable', message }],
  })

export const planFailed = (message: string) =>
  status('InstallPlan', { phase: 'Failed', message, conditions: [] })

export const csv = (phase: string, reason: string, message: string) =>
  status('ClusterServiceVersion', { phase, reason, message })
