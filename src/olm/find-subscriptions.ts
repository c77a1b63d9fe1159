import type { Connection } from '../kube/connection.js'
import { listObjects } from '../kube/list.js'
import { groupBy } from '../lib/group-by.js'
import { nearest } from '../lib/nearest.js'
import { ExpectedError } from '../model/errors.js'
import type { KubeObject } from '../model/kubernetes.js'
import { asSubscription, packageOf, present } from './belong/shapes.js'
import type { NamespaceTask } from './operators.js'
import type { OlmTypes } from './read/olm-types.js'

export interface Wanted {
  packageName?: string | undefined
  namespace?: string | undefined
}

/**
 * The Subscriptions that are asked for, by namespace. Throws `olm.no-subscription` where there is none, and the server's
 * refusal to list them: without them nothing can be found.
 */
export async function findSubscriptions(
  connection: Connection,
  types: OlmTypes,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<NamespaceTask[]> {
  const all: KubeObject[] = []
  const { namespace, packageName } = wanted
  for await (const one of listObjects(connection, types.subscriptions, { namespace, limit: 250, signal }))
    all.push(one)
  const isAsked = (one: KubeObject) => packageName === undefined || packageOf(one) === packageName
  const tasks = [...groupBy(all, ({ metadata }) => metadata.namespace ?? '')].map(([where, rows]) => ({
    namespace: where,
    asked: rows.filter(isAsked),
    others: rows.filter((one) => !isAsked(one)),
  }))
  const found = tasks.filter(({ asked }) => asked.length > 0)
  if (found.length === 0) throw noSubscription(wanted, present(all.map(packageOf)))
  return found
}

/** Namespaces whose catalogs are used from other namespaces too. */
export function sharedNamespaces(tasks: readonly NamespaceTask[]): Set<string> {
  const shared = tasks.flatMap(({ namespace, asked }) =>
    asked
      .map((one) => asSubscription(one).spec?.sourceNamespace)
      .filter((catalogs) => catalogs !== namespace),
  )
  return new Set(present(shared))
}

function noSubscription({ packageName, namespace }: Wanted, packages: readonly string[]): ExpectedError {
  const what =
    packageName === undefined ? 'no Subscription' : `no Subscription to the package "${packageName}"`
  const where = namespace === undefined ? 'on this cluster' : `in the namespace "${namespace}"`
  const close = packageName === undefined ? undefined : nearest(packageName, packages)
  return new ExpectedError({
    code: 'olm.no-subscription',
    message: `there is ${what} ${where}`,
    next:
      close === undefined
        ? 'Create one, or ask for another package or namespace: must-gather olm without --package and --namespace reads all.'
        : `Did you mean --package=${close}?`,
    exitCode: 3,
  })
}
