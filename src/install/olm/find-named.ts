import { findObject, type ApiResource, type Connection, type ObjectPlace } from '../../kube/index.js'
import type { MadeObject } from '../../kube/remove-objects.js'

/** Those objects of a type that are there, of some that are known by name. */
export async function findNamed(
  connection: Connection,
  resource: ApiResource,
  places: readonly ObjectPlace[],
  signal: AbortSignal,
): Promise<MadeObject[]> {
  const found = await Promise.all(
    places.map(async (place) => {
      const object = await findObject(connection, resource, place, signal)
      return object && { resource, object }
    }),
  )
  return found.filter((one) => one !== undefined)
}
