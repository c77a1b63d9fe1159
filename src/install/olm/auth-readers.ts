import { wellKnown, type Connection } from '../../kube/index.js'
import type { MadeObject } from '../../kube/remove-objects.js'
import { authReaderNames, authReaderNamespace as namespace } from '../../model/olm-names.js'
import { findNamed } from './find-named.js'

/** The RoleBindings of CSVs by which what serves webhooks knows its callers. */
export function findAuthReaders(
  connection: Connection,
  csvs: readonly MadeObject[],
  signal: AbortSignal,
): Promise<MadeObject[]> {
  const names = authReaderNames(csvs.map(({ object }) => object))
  const places = names.map((name) => ({ namespace, name }))
  return findNamed(connection, wellKnown.roleBindings, places, signal)
}
