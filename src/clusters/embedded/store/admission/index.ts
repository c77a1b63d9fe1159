import type { KubeObject } from '../../../../model/kubernetes.js'
import type { ResourceType, TypeName } from '../types.js'

export interface AdmissionContext {
  now(): Date
  get(typeName: TypeName, namespace: string | undefined, name: string): KubeObject | undefined
  list(typeName: TypeName): KubeObject[]
}

export function admitCreate(
  _type: ResourceType,
  _typeName: TypeName,
  _object: KubeObject,
  _context: AdmissionContext,
): void {}

export function admitUpdate(
  _type: ResourceType,
  _typeName: TypeName,
  _next: KubeObject,
  _current: KubeObject,
  _context: AdmissionContext,
): void {}
