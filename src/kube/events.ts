import type { KubeObject } from '../model/kubernetes.js'
import type { Connection } from './connection.js'
import { listAll } from './list.js'
import { wellKnown } from './resource.js'

/** An event of core/v1 or events.k8s.io, which name the same things differently. */
export interface KubeEvent {
  type: string
  reason: string
  message: string
  /** How often it happened. */
  count: number
  /** RFC 3339; empty where the event says none. */
  first: string
  last: string
  /** `kubelet`, `default-scheduler`, ... */
  source: string
  object: { kind: string; namespace: string; name: string; uid: string; fieldPath: string }
}

interface RawReference {
  kind?: string
  namespace?: string
  name?: string
  uid?: string
  fieldPath?: string
}

interface RawEvent {
  type?: string
  reason?: string
  message?: string
  note?: string
  count?: number
  deprecatedCount?: number
  series?: { count?: number; lastObservedTime?: string }
  eventTime?: string | null
  firstTimestamp?: string | null
  lastTimestamp?: string | null
  deprecatedFirstTimestamp?: string | null
  deprecatedLastTimestamp?: string | null
  source?: { component?: string }
  deprecatedSource?: { component?: string }
  reportingComponent?: string
  reportingController?: string
  involvedObject?: RawReference
  regarding?: RawReference
}

/** Reads an event object of either API group. */
export function toKubeEvent(object: KubeObject): KubeEvent {
  const raw = object as unknown as RawEvent
  const about = raw.involvedObject ?? raw.regarding ?? {}
  const created = object.metadata.creationTimestamp ?? ''
  const first = raw.firstTimestamp || raw.deprecatedFirstTimestamp || raw.eventTime || created
  return {
    type: raw.type ?? '',
    reason: raw.reason ?? '',
    message: (raw.message ?? raw.note ?? '').trim(),
    count: raw.series?.count || raw.count || raw.deprecatedCount || 1,
    first,
    last: raw.series?.lastObservedTime || raw.lastTimestamp || raw.deprecatedLastTimestamp || first,
    source:
      raw.source?.component ||
      raw.deprecatedSource?.component ||
      raw.reportingComponent ||
      raw.reportingController ||
      '',
    object: {
      kind: about.kind ?? '',
      namespace: about.namespace ?? '',
      name: about.name ?? '',
      uid: about.uid ?? '',
      fieldPath: about.fieldPath ?? '',
    },
  }
}

/** The events of a namespace, or of one object in it, oldest first. */
export async function listEvents(
  connection: Connection,
  where: {
    namespace?: string | undefined
    name?: string | undefined
    kind?: string | undefined
    uid?: string | undefined
  },
  signal?: AbortSignal,
): Promise<KubeEvent[]> {
  const selectors = { name: where.name, kind: where.kind, uid: where.uid }
  const fieldSelector = Object.entries(selectors)
    .flatMap(([key, value]) => (value === undefined ? [] : [`involvedObject.${key}=${value}`]))
    .join(',')
  const { items } = await listAll(connection, wellKnown.events, {
    namespace: where.namespace,
    fieldSelector,
    signal,
  })
  return items.map(toKubeEvent).sort((a, b) => (a.last < b.last ? -1 : a.last > b.last ? 1 : 0))
}
