import { createHash, randomUUID } from 'node:crypto'
import type { KubeObject } from '../../../model/kubernetes.js'
import type { Store } from '../store/types.js'

export interface EventSource {
  component: string
  host?: string
}

export interface EventText {
  type: 'Normal' | 'Warning'
  reason: string
  message: string
  /** The part of the object: `spec.containers{gather}`. */
  fieldPath?: string | undefined
}

export type RecordEvent = (about: KubeObject, text: EventText) => void

/**
 * Records events as the cluster's components do: the same one again counts up. An object that is gone, or a namespace
 * that is ending, takes no events: that is no failure of the component.
 */
export function eventRecorder(store: Store, source: EventSource, now: () => Date): RecordEvent {
  return (about, text) => {
    const namespace = about.metadata.namespace ?? 'default'
    const time = `${now().toISOString().slice(0, 19)}Z`
    const name = `${about.metadata.name}.${digest([source.component, about.metadata.uid ?? about.metadata.name, text])}`
    const counted = store.modify('events', namespace, name, (draft) => {
      draft['count'] = Number(draft['count']) + 1
      draft['lastTimestamp'] = time
    })
    if (counted) return
    try {
      store.create('events', newEvent(about, text, source, { name, namespace, time }))
    } catch (error) {
      if (!isRefusal(error)) throw error
    }
  }
}

function newEvent(
  about: KubeObject,
  text: EventText,
  source: EventSource,
  at: { name: string; namespace: string; time: string },
): KubeObject {
  const { namespace, uid, resourceVersion } = about.metadata
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: at.name, namespace: at.namespace },
    involvedObject: {
      kind: about.kind,
      ...(namespace === undefined ? {} : { namespace }),
      name: about.metadata.name,
      uid: uid ?? randomUUID(),
      apiVersion: about.apiVersion,
      resourceVersion,
      ...(text.fieldPath === undefined ? {} : { fieldPath: text.fieldPath }),
    },
    reason: text.reason,
    message: text.message,
    source,
    firstTimestamp: at.time,
    lastTimestamp: at.time,
    count: 1,
    type: text.type,
    eventTime: null,
    reportingComponent: source.component,
    reportingInstance: source.host ?? '',
  }
}

function digest(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)
}

/** The API's refusals carry an HTTP code; anything else is a fault of ours. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && typeof (error as { code?: unknown }).code === 'number'
}
