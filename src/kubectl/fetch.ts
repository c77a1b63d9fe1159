import { isNotFound } from '../kube/api-error.js'
import type { Connection } from '../kube/connection.js'
import { listAll } from '../kube/list.js'
import { getObject } from '../kube/objects.js'
import { wellKnown, type ApiResource } from '../kube/resource.js'
import type { KubeObject } from '../model/kubernetes.js'
import { KubectlError } from './errors.js'
import type { Selection } from './resource-args.js'

export interface FetchOptions {
  /** Absent: all namespaces. */
  namespace: string | undefined
  labelSelector?: string | undefined
  fieldSelector?: string | undefined
  ignoreNotFound?: boolean | undefined
  signal: AbortSignal
}

export interface Fetched {
  resource: ApiResource
  object: KubeObject
}

/** Where objects of a type are: cluster-scoped ones are in no namespace. */
export function placeOf(resource: ApiResource, namespace: string | undefined) {
  return { namespace: resource.namespaced ? namespace : undefined }
}

/** Reads what was selected. One that fails does not keep the others away: failures come back as a list. */
export async function fetchObjects(
  connection: Connection,
  selections: readonly Selection[],
  options: FetchOptions,
): Promise<{ items: Fetched[]; errors: unknown[] }> {
  const items: Fetched[] = []
  const errors: unknown[] = []
  for (const { resource, names } of selections) {
    try {
      if (names) await fetchNamed(connection, resource, names, options, items, errors)
      else {
        const { items: all } = await listAll(connection, resource, {
          ...options,
          ...placeOf(resource, options.namespace),
        })
        items.push(...all.map((object) => ({ resource, object })))
      }
    } catch (error) {
      errors.push(selectorError(error, resource, options))
    }
  }
  return { items, errors }
}

async function fetchNamed(
  connection: Connection,
  resource: ApiResource,
  names: string[],
  options: FetchOptions,
  items: Fetched[],
  errors: unknown[],
): Promise<void> {
  if (resource.namespaced && options.namespace === undefined) {
    throw new KubectlError('a resource cannot be retrieved by name across all namespaces')
  }
  for (const name of names) {
    try {
      const object = await getObject(
        connection,
        resource,
        { ...placeOf(resource, options.namespace), name },
        options.signal,
      )
      items.push({ resource, object })
    } catch (error) {
      if (options.ignoreNotFound && isNotFound(error)) continue
      errors.push(await blameNamespace(connection, error, resource, options))
    }
  }
}

/** Where the whole namespace is missing, that is what the user should hear. */
export async function blameNamespace(
  connection: Connection,
  error: unknown,
  resource: ApiResource,
  { namespace, signal }: Pick<FetchOptions, 'namespace' | 'signal'>,
): Promise<unknown> {
  if (!isNotFound(error) || !resource.namespaced || namespace === undefined) return error
  try {
    await getObject(connection, wellKnown.namespaces, { name: namespace }, signal)
    return error
  } catch (missing) {
    return isNotFound(missing) ? missing : error
  }
}

/** A 400 for a list is about its selectors: says which they were. */
export function selectorError(
  error: unknown,
  resource: ApiResource,
  { labelSelector, fieldSelector }: FetchOptions,
): unknown {
  const refused = error as { status?: number; message?: string }
  if (refused.status !== 400 || (!labelSelector && !fieldSelector)) return error
  const type = `${resource.group}/${resource.version}, Resource=${resource.plural}`
  return new KubectlError(
    `Error from server (BadRequest): Unable to find "${type}" that match label selector "${labelSelector ?? ''}", field selector "${fieldSelector ?? ''}": ${refused.message ?? ''}`,
    { verbatim: true },
  )
}
