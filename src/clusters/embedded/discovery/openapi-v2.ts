import type { ApiRequest, Reply } from '../api/request.js'
import { json } from '../api/request.js'
import { parseAccept } from '../api/negotiate.js'

/**
 * OpenAPI v2 without a single type: kubectl wants the document where it is given a List, and leaves it to the server then to
 * say which fields are unknown. Version 3 has the types.
 */

const info = { title: 'Kubernetes', version: 'v1' }

export function openApiV2(http: ApiRequest): Reply {
  const wanted = parseAccept(http.headers.accept ?? '')[0]?.type ?? ''
  if (!wanted.includes('proto-openapi'))
    return json(200, { swagger: '2.0', info, paths: {}, definitions: {} })
  const contentType = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf'
  const inner = field(1, info.title) + field(2, info.version)
  return { kind: 'text', code: 200, text: field(1, '2.0') + field(2, inner), contentType }
}

/** A length-delimited protobuf field; every byte of it is below 128, so that text holds it. */
const field = (number: number, value: string): string =>
  String.fromCharCode((number << 3) | 2, value.length) + value
