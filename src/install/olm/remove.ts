import type { Connection } from '../../kube/index.js'
import { removeObjects, type LeftObject, type MadeObject } from '../../kube/remove-objects.js'
import { customObjects } from '../custom-objects.js'
import type { RemoveInstalled } from '../install-objects.js'
import { findMadeByOlm } from './made-by-olm.js'
import { findNamed } from './find-named.js'
import { findRoles } from './labelled.js'
import { olmTypes } from './resources.js'
import { stillThere } from './still-there.js'

const removeMs = 3 * 60_000
const readMs = 30_000

/**
 * Takes an operator off that OLM has installed: the Subscription first, so that OLM does not bring back what goes, then
 * what it brought, and at the end the types and what the run made: the CatalogSource, the OperatorGroup, the namespace. What
 * belongs to a Subscription that the run did not make stays. Never throws: what is left comes back.
 */
export async function removeThroughOlm(
  connection: Connection,
  made: readonly MadeObject[],
  { timeoutMs = removeMs, signal: stopWaiting }: RemoveInstalled = {},
): Promise<LeftObject[]> {
  const end = Date.now() + timeoutMs
  const left: LeftObject[] = []
  const take = async (...groups: (readonly MadeObject[])[]) => {
    for (const group of groups) {
      // What is held must not take the time from the rest.
      const half = Math.max(end - Date.now(), 0) / 2
      left.push(...(await removeObjects(connection, [group], { timeoutMs: half, stopWaiting })))
    }
  }
  const ofKind = ({ kind }: { kind: string }) => made.filter(({ resource }) => resource.kind === kind)
  const read = () => AbortSignal.timeout(readMs)
  try {
    const { brought, operators, namespace } = await findMadeByOlm(connection, made, read())
    // While the operator still runs: only it lets go of what its finalizers hold.
    const customs = await customObjects(connection, brought.crds).catch(() => [])
    await take(customs, ofKind(olmTypes.subscriptions))
    await take(brought.subscriptions, brought.installPlans, brought.csvs, brought.ownerless, brought.crds)
    await take(ofKind(olmTypes.catalogSources), ofKind(olmTypes.operatorGroups))
    const owners = [...brought.csvs, ...ofKind(olmTypes.operatorGroups)].map(nameOf)
    await take(await findRoles(connection, { namespace, owners }, read()))
    await take(ofKind({ kind: 'Secret' }), ofKind({ kind: 'Namespace' }))
    // Last: OLM makes it anew while there is one part of the operator left.
    await take(await findNamed(connection, olmTypes.operators, operators, read()))
  } catch (error) {
    await take(...[...made].reverse().map((one) => [one]))
    left.push(...unknown(made, error))
  }
  return stillThere(connection, left, read())
}

const nameOf = ({ object }: MadeObject) => object.metadata.name

/** It could not be told what OLM made of these. */
function unknown(made: readonly MadeObject[], error: unknown): LeftObject[] {
  const reason = error instanceof Error ? error.message : String(error)
  return made
    .filter(({ resource }) => resource.kind === olmTypes.subscriptions.kind)
    .map(({ resource: { kind }, object: { apiVersion, metadata } }) => {
      const { name, namespace } = metadata
      const place = namespace === undefined ? {} : { namespace }
      return { object: { apiVersion, kind: `what OLM made of ${kind}`, name, ...place }, reason }
    })
}
