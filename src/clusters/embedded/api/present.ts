import type { KubeObject } from '../../../model/kubernetes.js'
import { stringify } from 'yaml'
import { apiVersionOf } from '../store/resource-types.js'
import type { ResourceType } from '../store/types.js'
import { makeTable, type TableOptions } from '../tables/table.js'
import { toVersion } from './conversion.js'
import { negotiate, type Negotiated } from './negotiate.js'
import type { Reply, ServerContext } from './request.js'

/** Puts objects into the form that a client asked for: whole, as metadata alone, or as a table. */

export interface ListMeta {
  resourceVersion: string
  continue?: string
  remainingItemCount?: number
}

export function presentObject(
  type: ResourceType,
  object: KubeObject,
  form: Negotiated,
  options: TableOptions,
): unknown {
  const shown = toVersion(type, object)
  if (form.shape === 'metadata') return partial(shown)
  if (form.shape === 'object') return shown
  return makeTable(type, [shown], { resourceVersion: object.metadata.resourceVersion ?? '' }, options)
}

export function presentList(
  type: ResourceType,
  items: readonly KubeObject[],
  metadata: ListMeta,
  form: Negotiated,
  options: TableOptions,
): unknown {
  const shown = items.map((item) => toVersion(type, item))
  if (form.shape === 'table') return makeTable(type, shown, metadata, options)
  if (form.shape === 'metadata') {
    return {
      kind: 'PartialObjectMetadataList',
      apiVersion: 'meta.k8s.io/v1',
      metadata,
      items: shown.map(partial),
    }
  }
  // A real API server leaves kind and apiVersion out of the items of a built-in type's list; clients fill them in.
  return {
    kind: `${type.kind}List`,
    apiVersion: apiVersionOf(type),
    metadata,
    items: type.custom ? shown : shown.map(({ kind: _kind, apiVersion: _version, ...item }) => item),
  }
}

export function partial(object: KubeObject): unknown {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata }
}

/** The reply for one object in the form that the request asked for. */
export function reply(
  context: ServerContext,
  request: { http: { headers: { accept?: string | undefined }; query: URLSearchParams } },
  type: ResourceType,
  object: KubeObject,
  code = 200,
  headers: Record<string, string | string[]> = {},
): Reply {
  const form = negotiate(request.http.headers.accept)
  const options = tableOptions(request.http.query, context.now())
  return encode(code, presentObject(type, object, form, options), form, headers)
}

export function encode(
  code: number,
  value: unknown,
  form: Negotiated,
  headers: Record<string, string | string[]> = {},
): Reply {
  if (form.encoding === 'json') return { kind: 'json', code, value, headers }
  const text = stringify(value, { sortMapEntries: true, indentSeq: false, lineWidth: 0 })
  return { kind: 'text', code, text, contentType: 'application/yaml' }
}

export function tableOptions(query: URLSearchParams, now: Date): TableOptions {
  const asked = query.get('includeObject')
  return { includeObject: asked === 'None' || asked === 'Object' ? asked : 'Metadata', now }
}
