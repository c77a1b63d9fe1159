import type { Connection } from '../../kube/index.js'
import { removeObjects, type LeftObject, type MadeObject } from '../../kube/remove-objects.js'
import { customObjects } from '../custom-objects.js'
import type { RemoveInstalled } from '../install-objects.js'
import { broughtBy, labelledLeftovers, operatorName, operatorObject } from './brought.js'
import type { OlmNames } from './objects.js'
import { olmTypes } from './resources.js'

export interface RemoveOptions {
  connection: Connection
  names: OlmNames
  packageName: string
  /** What the run made itself: the namespace, the OperatorGroup, the CatalogSource, the Subscription. */
  made: readonly MadeObject[]
}

const removeMs = 3 * 60_000
const readMs = 30_000

/**
 * Takes an operator off that OLM has installed: the Subscription first, so that OLM does not bring back what goes, then
 * what it brought, and at the end the types and what the run made. Never throws: what is left comes back.
 */
export async function removeThroughOlm(
  { connection, names, packageName, made }: RemoveOptions,
  { timeoutMs = removeMs, signal: stopWaiting }: RemoveInstalled = {},
): Promise<LeftObject[]> {
  const end = Date.now() + timeoutMs
  const take = (groups: readonly (readonly MadeObject[])[]) =>
    removeObjects(connection, groups, { timeoutMs: Math.max(end - Date.now(), 0), stopWaiting })
  const ofType = (kind: string) => made.filter(({ object }) => object.kind === kind)
  const read = () => AbortSignal.timeout(readMs)
  try {
    const brought = await broughtBy(connection, names, read())
    // While the operator still runs: only it lets go of what its finalizers hold.
    const customs = await customObjects(connection, brought.crds).catch(() => [])
    const left = await take([
      customs,
      ofType(olmTypes.subscriptions.kind),
      brought.subscriptions,
      brought.installPlans,
      brought.csvs,
      brought.clusterObjects,
      brought.crds,
      ofType(olmTypes.catalogSources.kind),
      ofType(olmTypes.operatorGroups.kind),
    ])
    const owners = [...brought.csvs, ...ofType(olmTypes.operatorGroups.kind)].map(
      ({ object }) => object.metadata.name,
    )
    if (owners.length > 0)
      left.push(...(await take([await labelledLeftovers(connection, names.namespace, owners, read())])))
    left.push(...(await take([ofType('Secret'), ofType('Namespace')])))
    // Last: OLM makes it anew while there is one part of the operator left.
    const operator = await operatorObject(connection, operatorName(packageName, names), read())
    if (operator) left.push(...(await take([[operator]])))
    return left
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const left = await take([...made].reverse().map((one) => [one]))
    return [...left, { object: refOf(names), reason }]
  }
}

const refOf = ({ namespace, subscription }: OlmNames): LeftObject['object'] => ({
  apiVersion: 'operators.coreos.com/v1alpha1',
  kind: `what OLM made of Subscription`,
  namespace,
  name: subscription,
})
