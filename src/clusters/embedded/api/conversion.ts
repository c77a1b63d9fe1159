import type { KubeObject } from '../../../model/kubernetes.js'
import type { Json } from '../store/json.js'
import { apiVersionOf } from '../store/resource-types.js'
import type { ResourceType } from '../store/types.js'

/** Shows a stored object in the version that a request asks for, and stores what a request brings in another one. */

/** Fields of an event by their names in core/v1 and in events.k8s.io/v1. */
const eventFields: readonly (readonly [core: string, events: string])[] = [
  ['involvedObject', 'regarding'],
  ['message', 'note'],
  ['reportingComponent', 'reportingController'],
  ['source', 'deprecatedSource'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['count', 'deprecatedCount'],
]

const isEventAlias = (type: ResourceType) => type.storedAs === 'events'

export function toVersion(type: ResourceType, object: KubeObject): KubeObject {
  if (isEventAlias(type)) return { ...renamed(object, eventFields), ...identity(type) } as KubeObject
  return object.apiVersion === apiVersionOf(type) ? object : { ...object, apiVersion: apiVersionOf(type) }
}

export function fromVersion(type: ResourceType, object: KubeObject): KubeObject {
  if (!isEventAlias(type)) return object
  const swapped = eventFields.map(([core, events]) => [events, core] as const)
  return { ...renamed(object, swapped), apiVersion: 'v1', kind: 'Event' } as KubeObject
}

/** A field selector in the words of the stored version. */
export function fieldSelectorFrom(type: ResourceType, selector: string): string {
  if (!isEventAlias(type)) return selector
  return eventFields.reduce(
    (text, [core, events]) => text.replace(new RegExp(`(^|,)${events}(?=[.=!])`, 'g'), `$1${core}`),
    selector,
  )
}

function identity(type: ResourceType): { apiVersion: string; kind: string } {
  return { apiVersion: apiVersionOf(type), kind: type.kind }
}

function renamed(object: Json, names: readonly (readonly [string, string])[]): Json {
  const map = new Map(names)
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [map.get(key) ?? key, value]))
}
