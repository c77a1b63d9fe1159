import type { KubeObject } from '../model/kubernetes.js'
import { applyStages } from './apply-order.js'
import type { Connection } from './connection.js'
import { findObject, patchObject, resourceOf } from './objects.js'
import type { ApiResource } from './resource.js'
import { untilDiscovered } from './until-discovered.js'
import { waitForCondition } from './wait.js'

export interface ApplyOptions {
  fieldManager: string
  /** Takes fields over from other managers instead of failing with a conflict. */
  force?: boolean | undefined
  dryRun?: boolean | undefined
  /** Where namespaced objects without a namespace go; the connection's by default. */
  namespace?: string | undefined
  /** How long a new CRD may take to be served. Default 30 s. */
  establishMs?: number | undefined
  signal?: AbortSignal | undefined
  onWarning?: ((warning: string) => void) | undefined
}

export interface Applied {
  resource: ApiResource
  object: KubeObject
  outcome: 'created' | 'configured' | 'unchanged'
}

/**
 * Applies objects on the server's side, in the order in which they need each other; a CRD is waited for before its
 * custom resources. Gives each object as soon as it is done, so that a failure in the middle leaves a list of what there is.
 * Throws KubeApiError, `kube.no-such-kind`, `kube.wait-timeout`.
 */
export async function* applyObjects(
  connection: Connection,
  objects: readonly KubeObject[],
  options: ApplyOptions,
): AsyncGenerator<Applied> {
  for (const stage of applyStages(objects)) {
    const applied: Applied[] = []
    for (const object of stage) {
      const one = await applyObject(connection, object, options)
      applied.push(one)
      yield one
    }
    if (!options.dryRun) await establish(connection, applied, options)
  }
}

/** Applies one object. */
export async function applyObject(
  connection: Connection,
  object: KubeObject,
  options: ApplyOptions,
): Promise<Applied> {
  const resource = await resourceOf(connection, object, options.signal)
  const namespace = resource.namespaced
    ? (object.metadata.namespace ?? options.namespace ?? connection.namespace)
    : undefined
  const place = { namespace, name: object.metadata.name }
  const before = await findObject(connection, resource, place, options.signal)
  const { managedFields: _, resourceVersion: __, ...metadata } = object.metadata
  const body = { ...object, metadata: { ...metadata, ...(namespace !== undefined && { namespace }) } }
  const patch = { type: 'apply' as const, body, force: options.force ?? false }
  const { object: after } = await patchObject(connection, resource, place, patch, {
    ...options,
    fieldValidation: 'Strict',
  })
  const same = before?.metadata.resourceVersion === after.metadata.resourceVersion
  return { resource, object: after, outcome: !before ? 'created' : same ? 'unchanged' : 'configured' }
}

async function establish(
  connection: Connection,
  applied: Applied[],
  { establishMs = 30_000, signal }: ApplyOptions,
): Promise<void> {
  const crds = applied.filter(({ resource }) => resource.kind === 'CustomResourceDefinition')
  if (crds.length === 0) return
  await Promise.all(
    crds.map(({ resource, object }) =>
      waitForCondition(connection, { resource, name: object.metadata.name }, 'Established', {
        timeoutMs: establishMs,
        signal,
      }),
    ),
  )
  await untilDiscovered(
    connection,
    crds.map(({ object }) => object),
    { establishMs, signal },
  )
}
