import { fieldError, type FieldError } from '../api-error.js'
import { at, ensure, isRecord, type Json } from '../json.js'
import { matchLabelSelector } from '../selectors.js'
import { defaults, immutable, type Admission, type AdmissionRequest } from './admission.js'
import { completePodSpec, podSpecErrors } from './pod-spec.js'

/** Admission of what makes pods from a template. */

export const admitDeployment: Admission = (request) => {
  const spec = ensure(request.fields, 'spec')
  defaults(spec, { replicas: 1, strategy: {}, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 })
  rolling(spec, 'strategy', { maxUnavailable: '25%', maxSurge: '25%' })
  return [...replicaErrors(spec), ...templateErrors(request, spec)]
}

export const admitReplicaSet: Admission = (request) => {
  const spec = ensure(request.fields, 'spec')
  defaults(spec, { replicas: 1 })
  return [...replicaErrors(spec), ...templateErrors(request, spec)]
}

export const admitStatefulSet: Admission = (request) => {
  const spec = ensure(request.fields, 'spec')
  defaults(spec, {
    replicas: 1,
    podManagementPolicy: 'OrderedReady',
    updateStrategy: {},
    revisionHistoryLimit: 10,
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
  })
  rolling(spec, 'updateStrategy', { partition: 0 })
  return [...replicaErrors(spec), ...templateErrors(request, spec)]
}

export const admitDaemonSet: Admission = (request) => {
  const spec = ensure(request.fields, 'spec')
  defaults(spec, { updateStrategy: {}, revisionHistoryLimit: 10 })
  rolling(spec, 'updateStrategy', { maxSurge: 0, maxUnavailable: 1 })
  return templateErrors(request, spec)
}

export const admitReplicationController: Admission = ({ fields }) => {
  const spec = ensure(fields, 'spec')
  const labels = at(spec, 'template', 'metadata', 'labels')
  defaults(spec, { replicas: 1 })
  if (isRecord(labels)) defaults(spec, { selector: { ...labels } })
  completePodSpec(ensure(spec, 'template', 'spec'))
  return [...podSpecErrors(ensure(spec, 'template', 'spec'), 'spec.template.spec'), ...replicaErrors(spec)]
}

export const admitAutoscaler: Admission = ({ fields }) => {
  const spec = ensure(fields, 'spec')
  defaults(spec, { minReplicas: 1 })
  return Number(spec['maxReplicas'] ?? 0) > 0 ? [] : [fieldError.required('spec.maxReplicas')]
}

function rolling(spec: Json, field: string, values: Json): void {
  const strategy = ensure(spec, field)
  defaults(strategy, { type: 'RollingUpdate' })
  if (strategy['type'] === 'RollingUpdate') defaults(ensure(strategy, 'rollingUpdate'), values)
}

function replicaErrors(spec: Json): FieldError[] {
  return Number(spec['replicas']) < 0
    ? [fieldError.invalid('spec.replicas', spec['replicas'], 'must be greater than or equal to 0')]
    : []
}

function templateErrors(request: AdmissionRequest, spec: Json): FieldError[] {
  const template = ensure(spec, 'template')
  const podSpec = ensure(template, 'spec')
  completePodSpec(podSpec)
  const selector = spec['selector']
  if (!isRecord(selector))
    return [fieldError.required('spec.selector'), ...podSpecErrors(podSpec, 'spec.template.spec')]
  const labels = at(template, 'metadata', 'labels') ?? {}
  return [
    ...(matchLabelSelector(selector)(labels as Record<string, string>)
      ? []
      : [
          fieldError.invalid(
            'spec.template.metadata.labels',
            labels,
            '`selector` does not match template `labels`',
          ),
        ]),
    ...podSpecErrors(podSpec, 'spec.template.spec'),
    ...(podSpec['restartPolicy'] === 'Always'
      ? []
      : [fieldError.notSupported('spec.template.spec.restartPolicy', podSpec['restartPolicy'], ['Always'])]),
    ...immutable(request, 'spec', 'selector'),
  ]
}
