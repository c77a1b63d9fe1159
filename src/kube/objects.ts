import type { KubeObject, ObjectRef } from '../model/kubernetes.js'
import { ExpectedError } from '../model/errors.js'
import { isNotFound } from './api-error.js'
import type { Connection } from './connection.js'
import { resourcePath, withKind, type ApiResource, type Place } from './resource.js'

export interface ObjectPlace extends Place {
  name: string
}

/** Reads one object. Throws KubeApiError, `isNotFound` where there is none. */
export async function getObject(
  connection: Connection,
  resource: ApiResource,
  place: ObjectPlace,
  signal?: AbortSignal,
): Promise<KubeObject> {
  const { body } = await connection.request<KubeObject>({ path: resourcePath(resource, place), signal })
  return withKind(resource, body)
}

/** Reads one object, or gives `undefined` where there is none. */
export async function findObject(
  connection: Connection,
  resource: ApiResource,
  place: ObjectPlace,
  signal?: AbortSignal,
): Promise<KubeObject | undefined> {
  return getObject(connection, resource, place, signal).catch((error: unknown) => {
    if (isNotFound(error)) return undefined
    throw error
  })
}

export interface WriteOptions {
  dryRun?: boolean | undefined
  fieldManager?: string | undefined
  /** `Strict` refuses unknown fields; the server's default warns. */
  fieldValidation?: 'Strict' | 'Warn' | 'Ignore' | undefined
  signal?: AbortSignal | undefined
  /** Receives the server's warnings. */
  onWarning?: ((warning: string) => void) | undefined
}

function writeQuery({ dryRun, fieldManager, fieldValidation }: WriteOptions) {
  return { dryRun: dryRun ? 'All' : undefined, fieldManager, fieldValidation }
}

/** Creates an object; `metadata.namespace` decides where. Throws KubeApiError, `isAlreadyExists` among them. */
export async function createObject(
  connection: Connection,
  resource: ApiResource,
  object: KubeObject,
  options: WriteOptions = {},
): Promise<KubeObject> {
  const { body, warnings } = await connection.request<KubeObject>({
    method: 'POST',
    path: resourcePath(resource, { namespace: object.metadata.namespace }),
    query: writeQuery(options),
    body: object,
    signal: options.signal,
  })
  warnings.forEach((warning) => options.onWarning?.(warning))
  return body
}

export type PatchType = 'merge' | 'strategic' | 'json' | 'apply'

const patchTypes: Record<PatchType, string> = {
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  json: 'application/json-patch+json',
  apply: 'application/apply-patch+yaml',
}

export interface PatchResult {
  object: KubeObject
  /** An apply patch made it. */
  created: boolean
}

/** Patches an object; `apply` is server-side apply and creates it where it is missing. */
export async function patchObject(
  connection: Connection,
  resource: ApiResource,
  place: ObjectPlace,
  patch: { type: PatchType; body: unknown; force?: boolean | undefined },
  options: WriteOptions = {},
): Promise<PatchResult> {
  const { status, body, warnings } = await connection.request<KubeObject>({
    method: 'PATCH',
    path: resourcePath(resource, place),
    query: { ...writeQuery(options), force: patch.force },
    contentType: patchTypes[patch.type],
    body: patch.body,
    signal: options.signal,
  })
  warnings.forEach((warning) => options.onWarning?.(warning))
  return { object: body, created: status === 201 }
}

export interface DeleteOptions {
  propagation?: 'Background' | 'Foreground' | 'Orphan' | undefined
  gracePeriodSeconds?: number | undefined
  /** Deletes only the object with this uid. */
  uid?: string | undefined
  dryRun?: boolean | undefined
  signal?: AbortSignal | undefined
}

/** Asks for an object's deletion; it may still be there afterwards (`awaitDeletion`). Throws KubeApiError. */
export async function deleteObject(
  connection: Connection,
  resource: ApiResource,
  place: ObjectPlace,
  options: DeleteOptions = {},
): Promise<void> {
  await connection.request({
    method: 'DELETE',
    path: resourcePath(resource, place),
    body: {
      propagationPolicy: options.propagation ?? 'Background',
      ...(options.gracePeriodSeconds !== undefined && { gracePeriodSeconds: options.gracePeriodSeconds }),
      ...(options.uid !== undefined && { preconditions: { uid: options.uid } }),
      ...(options.dryRun && { dryRun: ['All'] }),
    },
    signal: options.signal,
  })
}

/** The type of an object or of a reference to one; asks discovery once more for types that came later. Throws `kube.no-such-kind`. */
export async function resourceOf(
  connection: Connection,
  object: Pick<ObjectRef, 'apiVersion' | 'kind'>,
  signal?: AbortSignal,
): Promise<ApiResource> {
  const find = async () =>
    (await connection.discovery(signal)).resources.ofKind(object.apiVersion, object.kind)
  const known = await find()
  if (known) return known
  connection.forgetDiscovery()
  const fresh = await find()
  if (fresh) return fresh
  throw new ExpectedError({
    code: 'kube.no-such-kind',
    message: `the server has no kind "${object.kind}" in version "${object.apiVersion}"`,
    next: 'Install its CRD first, or correct apiVersion and kind.',
    exitCode: 3,
  })
}
