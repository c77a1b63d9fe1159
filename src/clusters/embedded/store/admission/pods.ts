import type { KubeObject } from '../../../../model/kubernetes.js'
import { fieldError, forbidden, type FieldError } from '../api-error.js'
import { at, ensure, isRecord, listAt, sameJson, type Json } from '../json.js'
import { generateName } from '../names.js'
import { defaults, type Admission, type AdmissionContext, type AdmissionRequest } from './admission.js'
import { completePodSpec, containersOf, podSpecErrors } from './pod-spec.js'

/** Admission of pods: service account and its token, priority, defaults; later, that the spec stays as it is. */

export const admitPod: Admission = (request) => {
  const { object, fields, current, context } = request
  const spec = ensure(fields, 'spec')
  if (current) return changeErrors(object, current)
  completePodSpec(spec)
  const errors = podSpecErrors(spec, 'spec')
  if (errors.length > 0) return errors
  attachServiceAccount(request, spec)
  attachPriority(request, spec, context)
  defaults(spec, { enableServiceLinks: true, preemptionPolicy: 'PreemptLowerPriority' })
  addTolerations(spec)
  fields['status'] = { phase: 'Pending', qosClass: qosClass(spec) }
  return []
}

const mountPath = '/var/run/secrets/kubernetes.io/serviceaccount'

function attachServiceAccount({ object, type, context }: AdmissionRequest, spec: Json): void {
  defaults(spec, { serviceAccountName: 'default' })
  spec['serviceAccount'] = spec['serviceAccountName']
  const { namespace, name } = object.metadata
  const accountName = String(spec['serviceAccountName'])
  const account = context.get('serviceaccounts', namespace, accountName)
  if (!account) {
    const why = `error looking up service account ${namespace}/${accountName}: serviceaccount "${accountName}" not found`
    throw forbidden(type, name, why)
  }
  const pullSecrets = account['imagePullSecrets']
  if (Array.isArray(pullSecrets)) defaults(spec, { imagePullSecrets: structuredClone(pullSecrets) })
  if ((spec['automountServiceAccountToken'] ?? account['automountServiceAccountToken']) !== false)
    mountToken(spec)
}

function mountToken(spec: Json): void {
  const lacking = containersOf(spec).filter(
    (container) => !listAt(container, 'volumeMounts').some((mount) => at(mount, 'mountPath') === mountPath),
  )
  if (lacking.length === 0) return
  const name = generateName('kube-api-access-')
  spec['volumes'] = [...listAt(spec, 'volumes'), tokenVolume(name)]
  for (const container of lacking) {
    container['volumeMounts'] = [...listAt(container, 'volumeMounts'), { name, readOnly: true, mountPath }]
  }
}

function tokenVolume(name: string): Json {
  const fieldRef = { apiVersion: 'v1', fieldPath: 'metadata.namespace' }
  const sources = [
    { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    { downwardAPI: { items: [{ path: 'namespace', fieldRef }] } },
  ]
  return { name, projected: { sources, defaultMode: 0o644 } }
}

function attachPriority({ object, type }: AdmissionRequest, spec: Json, context: AdmissionContext): void {
  const name = spec['priorityClassName']
  if (typeof name !== 'string' || name === '') return defaults(spec, { priority: 0 })
  const found = context.get('priorityclasses.scheduling.k8s.io', undefined, name)
  if (!found) throw forbidden(type, object.metadata.name, `no PriorityClass with name ${name} was found`)
  spec['priority'] = found['value']
}

function addTolerations(spec: Json): void {
  const tolerations = listAt(spec, 'tolerations')
  const missing = ['not-ready', 'unreachable']
    .map((state) => `node.kubernetes.io/${state}`)
    .filter((key) => !tolerations.some((toleration) => at(toleration, 'key') === key))
    .map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }))
  spec['tolerations'] = [...tolerations, ...missing]
}

function qosClass(spec: Json): string {
  const resources = containersOf(spec).map((container) => container['resources'])
  const sets = (field: string) => resources.map((entry) => at(entry, field)).filter(isRecord)
  if (sets('requests').length + sets('limits').length === 0) return 'BestEffort'
  const guaranteed = resources.every(
    (entry) =>
      sameJson(at(entry, 'requests'), at(entry, 'limits')) &&
      at(entry, 'limits', 'cpu') !== undefined &&
      at(entry, 'limits', 'memory') !== undefined,
  )
  return guaranteed ? 'Guaranteed' : 'Burstable'
}

const mutable = [
  'activeDeadlineSeconds',
  'terminationGracePeriodSeconds',
  'tolerations',
  'nodeName',
  'ephemeralContainers',
]
const rule =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)'

function changeErrors(next: KubeObject, current: KubeObject): FieldError[] {
  return sameJson(fixed(next.spec), fixed(current.spec)) ? [] : [fieldError.forbidden('spec', rule)]
}

/** A pod's spec without what may change. */
function fixed(spec: unknown): unknown {
  if (!isRecord(spec)) return {}
  const rest = Object.fromEntries(Object.entries(spec).filter(([key]) => !mutable.includes(key)))
  const withoutImages = (field: string) =>
    listAt(spec, field)
      .filter(isRecord)
      .map(({ image: _image, ...container }) => container)
  return { ...rest, containers: withoutImages('containers'), initContainers: withoutImages('initContainers') }
}
