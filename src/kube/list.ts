import { ExpectedError } from '../model/errors.js'
import type { KubeObject, ObjectMeta } from '../model/kubernetes.js'
import { isGone } from './api-error.js'
import type { Connection } from './connection.js'
import { qualifiedName, resourcePath, withKind, type ApiResource } from './resource.js'

export interface ListOptions {
  namespace?: string | undefined
  labelSelector?: string | undefined
  fieldSelector?: string | undefined
  /** Objects per request. Default 500. */
  limit?: number | undefined
  /** Only `metadata` of each object: the server does not even send the rest. */
  metadataOnly?: boolean | undefined
  signal?: AbortSignal | undefined
}

export interface ListPage {
  items: KubeObject[]
  resourceVersion: string
}

interface RawList {
  metadata?: { resourceVersion?: string; continue?: string }
  items?: Partial<KubeObject>[] | null
}

const metadataAccept = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json'

/** How often a list is begun anew whose place in it the server has forgotten. */
const restarts = 3

/**
 * Lists in chunks, so that memory holds one at a time. A continuation that expired goes on with the one that the server
 * offers, else from the beginning, without what was given already: then the list is complete, of no single moment.
 */
export async function* listPages(
  connection: Connection,
  resource: ApiResource,
  options: ListOptions = {},
): AsyncGenerator<ListPage> {
  let token: string | undefined
  let restartsLeft = restarts
  const given = new Set<string>()
  do {
    const answer = await pageOrFresh(connection, resource, options, token)
    if (answer === 'gone') {
      if (restartsLeft-- === 0) throw outrun(resource)
      token = undefined
      continue
    }
    const rows = (answer.items ?? []).map((item) => asKind(resource, item, options))
    const items = given.size === 0 ? rows : rows.filter(({ metadata }) => !given.has(keyOf(metadata)))
    token = answer.metadata?.continue || undefined
    if (token !== undefined || given.size > 0) for (const { metadata } of items) given.add(keyOf(metadata))
    yield { items, resourceVersion: answer.metadata?.resourceVersion ?? '' }
    if (token === undefined) return
  } while (true)
}

/** Metadata alone comes with a kind of its own. */
function asKind(resource: ApiResource, item: Partial<KubeObject>, { metadataOnly }: ListOptions): KubeObject {
  return withKind(resource, metadataOnly ? { metadata: item.metadata ?? { name: '' } } : item)
}

const keyOf = ({ uid, namespace, name }: ObjectMeta) => uid ?? `${namespace ?? ''}/${name}`

function outrun(resource: ApiResource): ExpectedError {
  return new ExpectedError({
    code: 'kube.list-expired',
    message: `the list of ${qualifiedName(resource)} changed faster than it could be read, ${restarts + 1} times`,
    next: 'Read fewer at once: one namespace, or with a selector.',
    exitCode: 3,
  })
}

/** A chunk; where its token expired, the one behind the token that the server offers instead, or `gone`. */
async function pageOrFresh(
  connection: Connection,
  resource: ApiResource,
  options: ListOptions,
  token: string | undefined,
): Promise<RawList | 'gone'> {
  try {
    return await page(connection, resource, options, token)
  } catch (error) {
    if (!isGone(error) || token === undefined) throw error
    const fresh = error.body.metadata?.continue
    return fresh ? page(connection, resource, options, fresh) : 'gone'
  }
}

async function page(
  connection: Connection,
  resource: ApiResource,
  options: ListOptions,
  token: string | undefined,
): Promise<RawList> {
  const { body } = await connection.request<RawList>({
    path: resourcePath(resource, { namespace: options.namespace }),
    query: {
      labelSelector: options.labelSelector || undefined,
      fieldSelector: options.fieldSelector || undefined,
      limit: options.limit ?? 500,
      continue: token,
    },
    ...(options.metadataOnly && { accept: metadataAccept }),
    signal: options.signal,
  })
  return body
}

/** Every object, one after the other. */
export async function* listObjects(
  connection: Connection,
  resource: ApiResource,
  options: ListOptions = {},
): AsyncGenerator<KubeObject> {
  for await (const { items } of listPages(connection, resource, options)) yield* items
}

/** Every object at once. */
export async function listAll(
  connection: Connection,
  resource: ApiResource,
  options: ListOptions = {},
): Promise<ListPage> {
  const all: ListPage = { items: [], resourceVersion: '' }
  for await (const { items, resourceVersion } of listPages(connection, resource, options)) {
    all.items.push(...items)
    all.resourceVersion = resourceVersion
  }
  return all
}
