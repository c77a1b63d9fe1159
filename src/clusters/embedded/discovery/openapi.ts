import { sha256 } from '../../../lib/digest.js'
import { messageIdOf } from '../schema/index.js'
import type { ResourceType } from '../store/types.js'
import { messageSchemas, objectSchema } from './openapi-schemas.js'

/** OpenAPI v3: an index, and per group version what `kubectl` needs to validate on the server and to explain. */

function pathOf({ group, version }: Pick<ResourceType, 'group' | 'version'>): string {
  return group === '' ? `api/${version}` : `apis/${group}/${version}`
}

export function openApiIndex(types: readonly ResourceType[]): object {
  const paths = [...new Set(types.map(pathOf))]
  const entry = (path: string) => {
    // What a document is made of: cheaper to digest than the document.
    const source = JSON.stringify(types.filter((type) => pathOf(type) === path))
    const hash = sha256(source).slice('sha256:'.length).toUpperCase()
    return { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` }
  }
  return { paths: Object.fromEntries(paths.map((path) => [path, entry(path)])) }
}

export function openApiV3(types: readonly ResourceType[], path: string): object | undefined {
  if (!types.some((type) => pathOf(type) === path)) return undefined
  const members = types.filter((type) => pathOf(type) === path && type.verbs.includes('patch'))
  const ids = members.flatMap((type) => (type.custom ? [] : (messageIdOf(type) ?? [])))
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'unversioned' },
    paths: Object.fromEntries(members.map((type) => [objectPath(type), operations(type)])),
    components: {
      schemas: {
        ...messageSchemas(ids),
        ...Object.fromEntries(members.map((type) => [schemaName(type), schemaOf(type)])),
      },
    },
  }
}

function objectPath(type: ResourceType): string {
  return `/${pathOf(type)}/${type.namespaced ? 'namespaces/{namespace}/' : ''}${type.plural}/{name}`
}

const query = (name: string) => ({ name, in: 'query', schema: { type: 'string', uniqueItems: true } })
const patchTypes = [
  'application/apply-patch+yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
]

function operations(type: ResourceType): object {
  const gvk = { group: type.group, version: type.version, kind: type.kind }
  const reference = { schema: { $ref: `#/components/schemas/${schemaName(type)}` } }
  const responses = { 200: { description: 'OK', content: { 'application/json': reference } } }
  return {
    get: { 'x-kubernetes-action': 'get', 'x-kubernetes-group-version-kind': gvk, responses },
    patch: {
      'x-kubernetes-action': 'patch',
      'x-kubernetes-group-version-kind': gvk,
      parameters: ['dryRun', 'fieldManager', 'fieldValidation', 'force'].map(query),
      requestBody: {
        content: Object.fromEntries(patchTypes.map((media) => [media, { schema: { type: 'object' } }])),
      },
      responses,
    },
  }
}

function schemaName(type: ResourceType): string {
  const group = type.group === '' ? 'io.k8s.api.core' : type.group.split('.').reverse().join('.')
  return `${group}.${type.version}.${type.kind}`
}

const head = {
  apiVersion: { type: 'string', description: 'The version of the schema of this object.' },
  kind: { type: 'string', description: 'The REST resource that this object represents.' },
}

function schemaOf(type: ResourceType): object {
  const gvk = {
    'x-kubernetes-group-version-kind': [{ group: type.group, version: type.version, kind: type.kind }],
  }
  if (type.custom) {
    const { schema } = type.custom
    const metadata = { type: 'object', description: "Standard object's metadata." }
    return {
      type: 'object',
      ...schema,
      properties: { ...(schema['properties'] as object | undefined), ...head, metadata },
      ...gvk,
    }
  }
  const id = messageIdOf(type)
  const properties = id === undefined ? {} : objectSchema(id).properties
  return { type: 'object', properties: { ...head, ...properties }, ...gvk }
}
