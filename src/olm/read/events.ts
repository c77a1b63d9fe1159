import { splitApiVersion } from '../../kube/resource.js'
import type { KubeObject } from '../../model/kubernetes.js'
import { ownerKey } from '../belong/owners.js'
import type { OlmTypes } from './olm-types.js'
import type { Reader, Unread } from './reader.js'
import { createShelf, type Shelf } from './shelf.js'

interface Reference {
  apiVersion?: string
  kind?: string
  namespace?: string
  name?: string
}

/** What an event is about: group, kind, name and namespace in one text. Some reporters leave the group out. */
export function subjectOfEvent(event: KubeObject): string {
  const { apiVersion = '', kind = '', name = '', namespace = '' } = reference(event)
  return subject(splitApiVersion(apiVersion).group, kind, namespace, name)
}

const reference = (event: KubeObject) => (event['involvedObject'] ?? event['regarding'] ?? {}) as Reference

function subject(group: string, kind: string, namespace: string, name: string): string {
  return `${ownerKey(group, kind, name)} in ${namespace}`
}

/** The subjects under which events on an object may stand. */
export function subjectsOf({ apiVersion, kind, metadata }: KubeObject): string[] {
  const { group } = splitApiVersion(apiVersion)
  const { name, namespace = '' } = metadata
  return [...new Set([group, ''])].map((one) => subject(one, kind, namespace, name))
}

/** Where events on objects of no namespace are kept. */
const ofCluster = 'default'

/** Reads each namespace's events once, in chunks, whoever asks and how often. */
export interface EventSource {
  /** Gives the events of a namespace that are about one of the subjects. */
  of(namespace: string, subjects: Iterable<string>, unread: Unread): Promise<KubeObject[]>
  /** Lets go of what was read of a namespace: nobody asks for it again. */
  release(namespace: string): void
}

export function createEventSource(reader: Reader, types: OlmTypes): EventSource {
  const shelves = new Map<string, Promise<{ shelf: Shelf; unread: Unread }>>()
  const shelve = async (namespace: string) => {
    const unread: Unread = new Set()
    const shelf = createShelf()
    await reader.each(types.events, { namespace }, unread, (event) => shelf.add(subjectOfEvent(event), event))
    return { shelf, unread }
  }
  return {
    async of(namespace, subjects, unread) {
      const where = namespace === '' ? ofCluster : namespace
      let reading = shelves.get(where)
      if (!reading) shelves.set(where, (reading = shelve(where)))
      const { shelf, unread: missing } = await reading
      missing.forEach((type) => unread.add(type))
      return [...subjects].flatMap((one) => shelf.get(one))
    },
    release: (namespace) => void shelves.delete(namespace),
  }
}
