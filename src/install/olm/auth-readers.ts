import { findObject, wellKnown, type Connection } from '../../kube/index.js'
import type { MadeObject } from '../../kube/remove-objects.js'
import { authReaderNames, authReaderNamespace as namespace } from '../../model/olm-names.js'

/** The RoleBindings of CSVs by which what serves webhooks knows its callers. */
export async function findAuthReaders(
  connection: Connection,
  csvs: readonly MadeObject[],
  signal: AbortSignal,
): Promise<MadeObject[]> {
  const resource = wellKnown.roleBindings
  const found = await Promise.all(
    authReaderNames(csvs.map(({ object }) => object)).map(async (name) => {
      const object = await findObject(connection, resource, { namespace, name }, signal)
      return object && { resource, object }
    }),
  )
  return found.filter((one) => one !== undefined)
}
