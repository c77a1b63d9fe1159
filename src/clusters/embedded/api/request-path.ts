/** What a path of the API names, before anyone has looked whether it exists. */
export interface ResourcePath {
  group: string
  version: string
  resource: string
  namespace: string | undefined
  name: string | undefined
  subresource: string | undefined
  /** What follows the subresource: `/proxy/<this>`. */
  rest: string[]
}

const subresourcesOfNamespaces = new Set(['status', 'finalize'])

/** Reads `/api/v1/...` and `/apis/<group>/<version>/...`; `undefined` for every other path, discovery included. */
export function parseResourcePath(path: string): ResourcePath | undefined {
  const segments = path.split('/').filter(Boolean).map(decode)
  const [root, ...tail] = segments
  if (root !== 'api' && root !== 'apis') return undefined
  const group = root === 'apis' ? tail.shift() : ''
  const version = tail.shift()
  if (group === undefined || version === undefined || tail.length === 0) return undefined
  return { group, version, ...parseObject(tail) }
}

function parseObject(segments: readonly string[]): Omit<ResourcePath, 'group' | 'version'> {
  const [first, second, third, ...more] = segments
  const inNamespace = first === 'namespaces' && third !== undefined && !subresourcesOfNamespaces.has(third)
  const [resource = '', name, subresource, ...rest] = inNamespace ? [third, ...more] : segments
  return { resource, namespace: inNamespace ? second : undefined, name, subresource, rest }
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** The verb that RBAC knows a request by. */
export function verbOf(method: string, path: ResourcePath, watch: boolean): string {
  switch (method) {
    case 'POST':
      return 'create'
    case 'PUT':
      return 'update'
    case 'PATCH':
      return 'patch'
    case 'DELETE':
      return path.name === undefined ? 'deletecollection' : 'delete'
    case 'GET':
    case 'HEAD':
      if (watch && path.subresource === undefined) return 'watch'
      return path.name === undefined ? 'list' : 'get'
    default:
      return method.toLowerCase()
  }
}
