import type { KubeObject } from '../../../../model/kubernetes.js'
import { applyDefaults, pruneRoot } from '../../schema/structural.js'
import { fieldError, invalid, type FieldError } from '../api-error.js'
import type { Json } from '../json.js'
import type { ResourceType, TypeName } from '../types.js'
import { admitDefinition } from './definitions.js'
import type { Admission, AdmissionContext } from './admission.js'
import { metadataErrors } from './metadata.js'
import { admitConfigMap, admitNamespace, admitSecret } from './core.js'
import { admitPod } from './pods.js'
import { admitBinding, admitRole } from './rbac.js'
import { admitService } from './services.js'
import { admitClaim, admitStorageClass, admitVolume } from './storage.js'
import { admitCronJob, admitJob } from './jobs.js'
import {
  admitAutoscaler,
  admitDaemonSet,
  admitDeployment,
  admitReplicaSet,
  admitReplicationController,
  admitStatefulSet,
} from './workloads.js'

export type { AdmissionContext } from './admission.js'

/** Admission: what the API fills in, injects, and refuses, before an object is kept; one row per type that has any of it. */

const admissions: Record<TypeName, Admission> = {
  configmaps: admitConfigMap,
  namespaces: admitNamespace,
  persistentvolumeclaims: admitClaim,
  persistentvolumes: admitVolume,
  pods: admitPod,
  replicationcontrollers: admitReplicationController,
  secrets: admitSecret,
  services: admitService,
  'daemonsets.apps': admitDaemonSet,
  'deployments.apps': admitDeployment,
  'replicasets.apps': admitReplicaSet,
  'statefulsets.apps': admitStatefulSet,
  'horizontalpodautoscalers.autoscaling': admitAutoscaler,
  'cronjobs.batch': admitCronJob,
  'jobs.batch': admitJob,
  'storageclasses.storage.k8s.io': admitStorageClass,
  'roles.rbac.authorization.k8s.io': admitRole,
  'clusterroles.rbac.authorization.k8s.io': admitRole,
  'rolebindings.rbac.authorization.k8s.io': admitBinding,
  'clusterrolebindings.rbac.authorization.k8s.io': admitBinding,
  'customresourcedefinitions.apiextensions.k8s.io': admitDefinition,
}

/** Completes a new object in place; throws the `ApiError` that the API would answer with. */
export function admitCreate(
  type: ResourceType,
  typeName: TypeName,
  object: KubeObject,
  context: AdmissionContext,
): void {
  admit(type, typeName, object, undefined, context)
}

/** Completes a changed object in place, against the one it replaces. */
export function admitUpdate(
  type: ResourceType,
  typeName: TypeName,
  next: KubeObject,
  current: KubeObject,
  context: AdmissionContext,
): void {
  checkFinalizers(type, next, current)
  admit(type, typeName, next, current, context)
}

function admit(
  type: ResourceType,
  typeName: TypeName,
  object: KubeObject,
  current: KubeObject | undefined,
  context: AdmissionContext,
): void {
  const errors = current ? [] : metadataErrors(type, typeName, object.metadata)
  if (type.custom) errors.push(...admitCustom(type, object))
  const fields = object as unknown as Json
  errors.push(...(admissions[typeName]?.({ object, fields, current, context, type }) ?? []))
  if (errors.length > 0) throw invalid(type, object.metadata.name, errors)
}

function admitCustom(type: ResourceType, object: KubeObject): FieldError[] {
  if (!type.custom) return []
  const { schema, check } = type.custom
  const pruned = pruneRoot(schema, object)
  for (const key of Object.keys(object)) if (!(key in pruned)) delete object[key]
  Object.assign(object, pruned)
  applyDefaults(schema, object)
  return check(object)
}

function checkFinalizers(type: ResourceType, next: KubeObject, current: KubeObject): void {
  if (current.metadata.deletionTimestamp === undefined) return
  const before = new Set(current.metadata.finalizers)
  const added = (next.metadata.finalizers ?? []).filter((finalizer) => !before.has(finalizer))
  if (added.length === 0) return
  const list = added.map((finalizer) => JSON.stringify(finalizer)).join(', ')
  const why = `no new finalizers can be added if the object is being deleted, found new finalizers []string{${list}}`
  throw invalid(type, next.metadata.name, [fieldError.forbidden('metadata.finalizers', why)])
}
