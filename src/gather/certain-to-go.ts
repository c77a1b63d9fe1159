import { listMetadata } from './metadata-list.js'
import { wellKnown, findObject, type Connection } from '../kube/index.js'

interface NamespaceSpec {
  finalizers?: string[]
}

/**
 * Whether a namespace goes by itself once it is deleted: nothing in it waits for a controller (no finalizers), and every
 * API of the server answers. Then all that is left is the pause of five seconds that the namespace controller makes
 * before it looks. False also where not everything may be listed.
 */
export async function certainToGo(
  connection: Connection,
  name: string,
  signal: AbortSignal,
): Promise<boolean> {
  const namespace = await findObject(connection, wellKnown.namespaces, { name }, signal)
  if (!namespace) return true
  const { finalizers = [] } = (namespace.spec ?? {}) as NamespaceSpec
  if (isHeld(namespace.metadata) || finalizers.some((one) => one !== 'kubernetes')) return false
  connection.forgetDiscovery()
  const { resources, failed } = await connection.discovery(signal)
  if (failed.length > 0) return false
  const types = resources.preferred.filter(
    ({ namespaced, verbs }) => namespaced && verbs.includes('list') && verbs.includes('delete'),
  )
  const contents = await Promise.all(
    types.map((resource) => listMetadata(connection, resource, { namespace: name, signal })),
  )
  return contents.every((objects) => objects !== undefined && !objects.some(isHeld))
}

const isHeld = ({ finalizers = [] }: { finalizers?: string[] }) => finalizers.length > 0
