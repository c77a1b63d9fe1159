import type { Connection } from '../kube/connection.js'
import type { ApiResource } from '../kube/resource.js'
import { KubectlError } from './errors.js'

/** Some objects of one type: those named, or all. */
export interface Selection {
  resource: ApiResource
  /** Absent: all of the type. */
  names?: string[]
}

/** Reads `TYPE`, `TYPE NAME...`, `TYPE/NAME...`, `TYPE,TYPE`, `all`. Throws as kubectl words it. */
export async function readResourceArgs(
  connection: Connection,
  args: readonly string[],
  signal: AbortSignal,
): Promise<Selection[]> {
  const [types = '', ...names] = args
  if (args.some((arg) => arg.includes('/'))) {
    return Promise.all(args.map((arg) => readPair(connection, arg, args, signal)))
  }
  const resources = await Promise.all(
    types
      .split(',')
      .filter((type) => type !== '')
      .map((type) => resolveType(connection, type, signal)),
  )
  const flat = resources.flat()
  if (flat.length === 0)
    throw new KubectlError('arguments in resource/name form must have a single resource and name')
  return flat.map((resource) => ({ resource, ...(names.length > 0 && { names: [...new Set(names)] }) }))
}

async function readPair(
  connection: Connection,
  arg: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<Selection> {
  const [type = '', name = '', ...more] = arg.split('/')
  if (!arg.includes('/')) {
    throw new KubectlError(
      `there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'`,
    )
  }
  if (type === '' || name === '' || more.length > 0) {
    throw new KubectlError(`arguments in resource/name form must have a single resource and name`)
  }
  const [resource, ...others] = await resolveType(connection, type, signal)
  if (!resource || others.length > 0)
    throw new KubectlError(`there is no resource type "${type}" with names (of ${args.join(' ')})`)
  return { resource, names: [name] }
}

/** Finds a type, or the types of a category. Throws `the server doesn't have a resource type`. */
export async function resolveType(
  connection: Connection,
  type: string,
  signal: AbortSignal,
): Promise<ApiResource[]> {
  const { resources } = await connection.discovery(signal)
  const found = resources.resolve(type)
  if (found) return [found]
  const members = resources
    .inCategory(type)
    .filter(({ verbs }) => verbs.includes('list') || verbs.length === 0)
  if (members.length > 0) return members
  throw new KubectlError(`the server doesn't have a resource type "${type}"`)
}

/** `type` or `type/name`, where a pod is meant unless a type is told. */
export async function readPodLike(
  connection: Connection,
  arg: string,
  signal: AbortSignal,
): Promise<{ resource: ApiResource; name: string }> {
  const text = arg.includes('/') ? arg : `pods/${arg}`
  const selection = await readPair(connection, text, [arg], signal)
  return { resource: selection.resource, name: selection.names?.[0] ?? '' }
}

/** Whether names need their type in front to be told apart. */
export function severalTypes(args: readonly string[]): boolean {
  if (args.length === 1 && args[0] === 'all') return true
  const kinds = args.some((arg) => arg.includes('/'))
    ? args.map((arg) => arg.split('/')[0])
    : (args[0] ?? '').split(',')
  return new Set(kinds.filter((kind) => kind !== '')).size > 1
}

/** `pod/web`, `deployment.apps/web`: how kubectl names an object. */
export function displayName({ singular, kind, group }: ApiResource, name: string): string {
  const type = singular || kind.toLowerCase()
  return `${group === '' ? type : `${type}.${group}`}/${name}`
}
