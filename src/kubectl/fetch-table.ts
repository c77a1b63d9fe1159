import { isNotFound } from '../kube/api-error.js'
import type { Connection } from '../kube/connection.js'
import { resourcePath, withKind, type ApiResource } from '../kube/resource.js'
import type { KubeObject } from '../model/kubernetes.js'
import { KubectlError } from './errors.js'
import { blameNamespace, placeOf, selectorError, type FetchOptions } from './fetch.js'
import { ageOf } from './print/age.js'
import type { Table } from './print/table.js'
import type { Selection } from './resource-args.js'

/** The `Accept` that asks for Tables. */
export const tableAccept = ['v1', 'v1beta1']
  .map((version) => `application/json;as=Table;v=${version};g=meta.k8s.io`)
  .concat('application/json')
  .join(',')

export interface TableFetchOptions extends FetchOptions {
  /** Whole objects in the rows, for `--sort-by`. */
  includeObject?: boolean | undefined
  now: number
}

/** Reads one selection as the server's Table. Named objects that fail come back as errors beside the rest. */
export async function fetchTable(
  connection: Connection,
  { resource, names }: Selection,
  options: TableFetchOptions,
): Promise<{ table: Table; errors: unknown[] }> {
  const merged: Table = { kind: 'Table', columnDefinitions: null, rows: [] }
  const errors: unknown[] = []
  const add = (table: Table) => {
    merged.columnDefinitions ??= table.columnDefinitions
    merged.rows?.push(...(table.rows ?? []))
    merged.metadata = table.metadata ?? {}
  }
  if (!names) for await (const table of listTables(connection, resource, options)) add(table)
  if (names && resource.namespaced && options.namespace === undefined) {
    throw new KubectlError('a resource cannot be retrieved by name across all namespaces')
  }
  for (const name of names ?? []) {
    try {
      add(
        await requestTable(
          connection,
          resource,
          resourcePath(resource, { ...placeOf(resource, options.namespace), name }),
          {},
          options,
        ),
      )
    } catch (error) {
      if (options.ignoreNotFound && isNotFound(error)) continue
      errors.push(await blameNamespace(connection, error, resource, options))
    }
  }
  return { table: merged, errors }
}

async function* listTables(
  connection: Connection,
  resource: ApiResource,
  options: TableFetchOptions,
): AsyncGenerator<Table> {
  const path = resourcePath(resource, placeOf(resource, options.namespace))
  let token: string | undefined
  do {
    const query = {
      labelSelector: options.labelSelector || undefined,
      fieldSelector: options.fieldSelector || undefined,
      limit: 500,
      continue: token,
    }
    const table = await requestTable(connection, resource, path, query, options).catch((error: unknown) => {
      throw selectorError(error, resource, options)
    })
    yield table
    token = table.metadata?.continue || undefined
  } while (token !== undefined)
}

async function requestTable(
  connection: Connection,
  resource: ApiResource,
  path: string,
  query: Record<string, string | number | undefined>,
  { signal, includeObject, now }: TableFetchOptions,
): Promise<Table> {
  const { body } = await connection.request<Table | KubeObject>({
    path,
    query: { ...query, includeObject: includeObject ? 'Object' : undefined },
    accept: tableAccept,
    signal,
  })
  return toTable(resource, body, now)
}

/** A server that makes no Tables gets one of names and ages. */
export function toTable(resource: ApiResource, body: Table | KubeObject, now: number): Table {
  if (body.kind === 'Table') return body as Table
  const list = body as { items?: KubeObject[]; metadata?: { resourceVersion?: string; continue?: string } }
  const objects = list.items ?? [body as KubeObject]
  return {
    kind: 'Table',
    metadata: list.items ? (list.metadata ?? {}) : {},
    columnDefinitions: [{ name: 'Name' }, { name: 'Age' }],
    rows: objects.map((object) => ({
      cells: [object.metadata.name, ageOf(object.metadata.creationTimestamp, now)],
      object: withKind(resource, object),
    })),
  }
}
