import { fieldError } from '../api-error.js'
import { at, ensure, listAt } from '../json.js'
import { defaults, immutable, type Admission, type AdmissionContext } from './admission.js'

/** Admission of volumes, claims and storage classes. */

/** Keeps a claim as long as a pod uses it. */
export const claimFinalizer = 'kubernetes.io/pvc-protection'

export const admitClaim: Admission = (request) => {
  const { object, fields, current, context } = request
  const spec = ensure(fields, 'spec')
  defaults(spec, { volumeMode: 'Filesystem' })
  if (current)
    return [...immutable(request, 'spec', 'accessModes'), ...immutable(request, 'spec', 'storageClassName')]
  const byDefault = defaultClass(context)
  if (byDefault !== undefined) defaults(spec, { storageClassName: byDefault })
  fields['status'] = { phase: 'Pending' }
  object.metadata.finalizers = [...new Set([...(object.metadata.finalizers ?? []), claimFinalizer])]
  return [
    ...(listAt(spec, 'accessModes').length > 0
      ? []
      : [fieldError.required('spec.accessModes', 'at least 1 access mode is required')]),
    ...(at(spec, 'resources', 'requests', 'storage') === undefined
      ? [fieldError.required('spec.resources[storage]')]
      : []),
  ]
}

function defaultClass(context: AdmissionContext): string | undefined {
  return context
    .list('storageclasses.storage.k8s.io')
    .find(({ metadata }) => metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true')
    ?.metadata.name
}

export const admitVolume: Admission = ({ fields, current }) => {
  const spec = ensure(fields, 'spec')
  defaults(spec, { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' })
  if (current) return []
  fields['status'] = { phase: 'Pending' }
  return at(spec, 'capacity', 'storage') === undefined ? [fieldError.required('spec.capacity')] : []
}

export const admitStorageClass: Admission = ({ fields }) => {
  defaults(fields, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' })
  return fields['provisioner'] ? [] : [fieldError.required('provisioner')]
}
