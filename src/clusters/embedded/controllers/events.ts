import { randomInt, randomUUID } from 'node:crypto'
import type { KubeObject } from '../../../model/kubernetes.js'
import { ApiError } from '../store/api-error.js'
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
  const names = new Map<string, string>()
  const nextName = eventNames()
  return (about, text) => {
    const { name: object, namespace = 'default', uid } = about.metadata
    const key = JSON.stringify([namespace, object, uid, text])
    const time = `${now().toISOString().slice(0, 19)}Z`
    const known = names.get(key)
    const counted =
      known !== undefined &&
      store.modify('events', namespace, known, (draft) => {
        draft['count'] = Number(draft['count']) + 1
        draft['lastTimestamp'] = time
      })
    if (counted) return
    const name = `${object}.${nextName(now())}`
    names.set(key, name)
    try {
      store.create('events', newEvent(about, text, source, { name, namespace, time }))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
    }
  }
}

/** Names that sort by time: nanoseconds in hexadecimal, of which the clock knows only the larger part. */
function eventNames(): (now: Date) => string {
  let last = 0n
  return (now) => {
    const time = BigInt(now.getTime()) * 1_000_000n + BigInt(randomInt(1_000))
    last = time > last ? time : last + 1n
    return last.toString(16)
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
