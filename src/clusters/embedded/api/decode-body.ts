import { parse as parseYaml } from 'yaml'
import type { KubeObject } from '../../../model/kubernetes.js'
import { decodeProtobuf } from '../protobuf/decode.js'
import { ApiError, badRequest } from '../store/api-error.js'
import { isRecord, textAt, type Json } from '../store/json.js'
import { apiVersionOf } from '../store/resource-types.js'
import type { ResourceType } from '../store/types.js'
import type { ApiRequest } from './request.js'

/** Reads request bodies: JSON, YAML and, for the kinds that kubectl sends so, protobuf. */

const accepted = 'application/json, application/yaml, application/vnd.kubernetes.protobuf'

export function mediaType(request: Pick<ApiRequest, 'headers'>): string {
  return (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
}

export function unsupportedMediaType(types = accepted): ApiError {
  const message = `the body of the request was in an unknown format - accepted media types include: ${types}`
  return new ApiError(415, 'UnsupportedMediaType', message)
}

/** The object that a request carries, of the given type; kind and apiVersion are filled in for built-in types. */
export function decodeObject(request: ApiRequest, type: ResourceType): KubeObject {
  const value = decodeValue(request, type.kind)
  if (!isRecord(value)) throw unrecognized(type.kind, request.body, "couldn't get version/kind")
  return checked(value, type, request.body)
}

function decodeValue(request: ApiRequest, kind: string): unknown {
  switch (mediaType(request)) {
    case '':
    case 'application/json':
      return parseJsonBody(request.body, kind)
    case 'application/yaml':
      return parseYamlBody(request.body)
    case 'application/vnd.kubernetes.protobuf':
      return decodeProtobuf(request.body)
    default:
      throw unsupportedMediaType()
  }
}

export function parseYamlBody(body: Buffer): unknown {
  try {
    return parseYaml(body.toString('utf8'))
  } catch (error) {
    throw badRequest(
      `error decoding YAML: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`,
    )
  }
}

function parseJsonBody(body: Buffer, kind: string): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw unrecognized(
      kind,
      body,
      "couldn't get version/kind; json parse error: unexpected end of JSON input",
    )
  }
}

function unrecognized(kind: string, body: Buffer, why: string): ApiError {
  const text = body.toString('utf8')
  const excerpt = text === '' ? '<empty>' : text.length > 24 ? `${text.slice(0, 24)} ...` : text
  return badRequest(`the object provided is unrecognized (must be of type ${kind}): ${why} (${excerpt})`)
}

function checked(value: Json, type: ResourceType, body: Buffer): KubeObject {
  const kind = value['kind']
  if (type.custom && typeof kind !== 'string') {
    throw unrecognized(
      type.kind,
      body,
      `Object 'Kind' is missing in '${body.toString('utf8').slice(0, 200)}'`,
    )
  }
  if (typeof kind === 'string' && kind !== '' && kind !== type.kind) throw wrongKind(value, type)
  const version = value['apiVersion']
  if (typeof version === 'string' && version !== '' && version !== apiVersionOf(type))
    throw wrongVersion(version, type)
  const metadata = isRecord(value['metadata']) ? value['metadata'] : {}
  const object = { ...value, apiVersion: apiVersionOf(type), kind: type.kind, metadata: withName(metadata) }
  return (
    type.custom ? { ...object, metadata: withoutNulls(object.metadata) } : withoutNulls(object)
  ) as KubeObject
}

function withName(metadata: Json): Json {
  return typeof metadata['name'] === 'string' ? metadata : { ...metadata, name: '' }
}

function wrongKind(value: Json, type: ResourceType): ApiError {
  const version = textAt(value, ['apiVersion'])
  const kind = String(value['kind'])
  const short = type.group === '' ? 'core' : (type.group.split('.')[0] ?? '')
  const why = type.custom
    ? `unable to decode: kind ${kind} does not match ${type.kind}`
    : `converting (${version.split('/').at(-1)}.${kind}) to (${short}.${type.kind}): unknown conversion`
  return badRequest(
    `${kind} in version "${version.split('/').at(-1)}" cannot be handled as a ${type.kind}: ${why}`,
  )
}

function wrongVersion(version: string, type: ResourceType): ApiError {
  return badRequest(
    `the API version in the data (${version}) does not match the expected API version (${apiVersionOf(type)})`,
  )
}

/** A `null` in a built-in object is a field that was never set. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (!isRecord(value)) return value
  const entries = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined)
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutNulls(inner)]))
}
