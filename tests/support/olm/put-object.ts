import {
  createObject,
  deleteObject,
  findObject,
  patchObject,
  resourceOf,
  type ApiResource,
  type Connection,
  type ObjectPlace,
} from '../../../src/kube/index.js'
import type { KubeObject } from '../../../src/model/kubernetes.js'

/** A node that no cluster has: a pod that is bound to it stays as it was put, and goes as soon as it is deleted. */
export const absentNode = 'olm-player-absent-node'

/**
 * Creates an object, or brings the one of that name to the same content, and then its status: as somebody who writes both.
 * A Job begins suspended, so that no controller starts pods for it before its recorded status says that it has ended.
 */
export async function putObject(connection: Connection, object: KubeObject): Promise<KubeObject> {
  const resource = await resourceOf(connection, object)
  const place = { namespace: object.metadata.namespace, name: object.metadata.name }
  const { status, ...content } = quiet(object)
  const there = await findObject(connection, resource, place)
  const put = there
    ? await merge(connection, resource, place, withoutServerFields(content))
    : await createObject(connection, resource, withoutServerFields(content))
  if (status === undefined) return put
  return setStatus(connection, resource, place, status)
}

/** Replaces an object's status. */
export async function setStatus(
  connection: Connection,
  resource: ApiResource,
  place: ObjectPlace,
  status: unknown,
): Promise<KubeObject> {
  const at = resource.subresources.includes('status') ? { ...place, subresource: 'status' } : place
  const body = [{ op: 'add', path: '/status', value: status }]
  return (await patchObject(connection, resource, at, { type: 'json', body })).object
}

/** Takes an object off at once, if it is there. */
export async function dropObject(connection: Connection, object: KubeObject): Promise<void> {
  const resource = await resourceOf(connection, object)
  const place = { namespace: object.metadata.namespace, name: object.metadata.name }
  if (await findObject(connection, resource, place))
    await deleteObject(connection, resource, place, { gracePeriodSeconds: 0 })
}

async function merge(connection: Connection, resource: ApiResource, place: ObjectPlace, body: unknown) {
  return (await patchObject(connection, resource, place, { type: 'merge', body })).object
}

function withoutServerFields(object: KubeObject): KubeObject {
  const {
    uid: _uid,
    resourceVersion: _version,
    generation: _generation,
    creationTimestamp: _created,
    ...metadata
  } = object.metadata
  return { ...object, metadata }
}

function quiet(object: KubeObject): KubeObject {
  const spec = object.spec as Record<string, unknown> | undefined
  if (object.kind === 'Pod')
    return { ...object, spec: { ...spec, nodeName: absentNode, terminationGracePeriodSeconds: 0 } }
  if (object.kind === 'Job') return { ...object, spec: { ...spec, suspend: true } }
  return object
}
