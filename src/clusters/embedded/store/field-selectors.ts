import type { KubeObject } from '../../../model/kubernetes.js'
import { badRequest } from './api-error.js'
import { at, textAt } from './json.js'
import type { ResourceType, TypeName } from './types.js'

export type FieldMatch = (object: KubeObject) => boolean

const involved = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath']

/** The fields beside metadata.name and metadata.namespace that each type can be selected by. */
const selectable: Record<TypeName, readonly string[]> = {
  pods: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.podIPs',
    'status.nominatedNodeName',
  ],
  events: [
    ...involved.map((field) => `involvedObject.${field}`),
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  nodes: ['spec.unschedulable'],
  namespaces: ['status.phase'],
  secrets: ['type'],
  services: ['spec.clusterIP', 'spec.type'],
  replicationcontrollers: ['status.replicas'],
  'replicasets.apps': ['status.replicas'],
  'jobs.batch': ['status.successful'],
}

/** Where a selectable field lies, where its name does not say so. */
const aliases: Record<string, string> = { 'status.successful': 'status.succeeded' }
/** What an absent field counts as, where that is not the empty string. */
const absent: Record<string, string> = {
  'spec.unschedulable': 'false',
  'spec.hostNetwork': 'false',
  'status.replicas': '0',
  'status.successful': '0',
}

/** Reads a field selector (`metadata.name=x,status.phase!=Failed`); throws a 400 `ApiError` for a field that the type lacks. */
export function parseFieldSelector(type: ResourceType, typeName: TypeName, text: string): FieldMatch {
  const requirements = text
    .split(',')
    .map((term) => term.trim())
    .filter((term) => term !== '')
    .map((term) => parseTerm(type, typeName, term, text))
  return (object) => requirements.every((matches) => matches(object))
}

function parseTerm(type: ResourceType, typeName: TypeName, term: string, whole: string): FieldMatch {
  const match = /^([^=!]+)(==|=|!=)(.*)$/s.exec(term)
  if (!match) throw badRequest(`invalid selector: '${whole}'; can't understand '${term}'`)
  const field = match[1] ?? ''
  const wanted = match[2] !== '!='
  const value = (match[3] ?? '').replace(/\\([\\,=])/g, '$1')
  if (!isSelectable(type, typeName, field)) throw badRequest(`field label not supported: ${field}`)
  return (object) => (fieldText(object, field) === value) === wanted
}

function isSelectable(type: ResourceType, typeName: TypeName, field: string): boolean {
  if (field === 'metadata.name') return true
  if (field === 'metadata.namespace') return true
  if (type.custom?.selectableFields.includes(field)) return true
  return selectable[typeName]?.includes(field) ?? false
}

function fieldText(object: KubeObject, field: string): string {
  if (field === 'source')
    return textAt(object, ['source', 'component']) || textAt(object, ['reportingComponent'])
  const value = at(object, ...(aliases[field] ?? field).split('.'))
  if (value === undefined || value === null) return absent[field] ?? ''
  return typeof value === 'object' ? JSON.stringify(value) : textAt({ value }, ['value'])
}
