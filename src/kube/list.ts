import type { KubeObject } from '../model/kubernetes.js'
import { isGone } from './api-error.js'
import type { Connection } from './connection.js'
import { resourcePath, withKind, type ApiResource } from './resource.js'

export interface ListOptions {
  namespace?: string | undefined
  labelSelector?: string | undefined
  fieldSelector?: string | undefined
  /** Objects per request. Default 500. */
  limit?: number | undefined
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

/** Lists in chunks, so that memory holds one at a time. An expired continuation goes on with the token that the server offers. */
export async function* listPages(
  connection: Connection,
  resource: ApiResource,
  options: ListOptions = {},
): AsyncGenerator<ListPage> {
  let token: string | undefined
  do {
    const list: RawList = await page(connection, resource, options, token).catch(async (error: unknown) => {
      const fresh = isGone(error) ? error.body.metadata?.continue : undefined
      if (!fresh || token === undefined) throw error
      return page(connection, resource, options, fresh)
    })
    yield {
      items: (list.items ?? []).map((item) => withKind(resource, item)),
      resourceVersion: list.metadata?.resourceVersion ?? '',
    }
    token = list.metadata?.continue || undefined
  } while (token !== undefined)
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
