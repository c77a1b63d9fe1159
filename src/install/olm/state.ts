import { watch, wellKnown, type ApiResource, type Connection } from '../../kube/index.js'
import type { KubeObject } from '../../model/kubernetes.js'
import type { OlmNames } from './objects.js'
import { olmTypes } from './resources.js'

/** What is to be seen of an install through OLM, by name. */
export interface OlmState {
  subscription?: KubeObject | undefined
  catalogSource?: KubeObject | undefined
  installPlans: ReadonlyMap<string, KubeObject>
  csvs: ReadonlyMap<string, KubeObject>
  /** Of the namespace. */
  pods: ReadonlyMap<string, KubeObject>
}

/**
 * Follows it until the signal aborts: calls back when all of it has been read once, and then at each change. Rejects
 * where something may not be watched.
 */
export async function followOlm(
  connection: Connection,
  names: OlmNames,
  signal: AbortSignal,
  changed: (state: OlmState) => void,
): Promise<void> {
  const kinds = {
    subscriptions: olmTypes.subscriptions,
    catalogSources: olmTypes.catalogSources,
    installPlans: olmTypes.installPlans,
    csvs: olmTypes.csvs,
    pods: wellKnown.pods,
  }
  const maps = Object.fromEntries(
    Object.keys(kinds).map((key) => [key, new Map<string, KubeObject>()]),
  ) as Record<keyof typeof kinds, Map<string, KubeObject>>
  let unread = Object.keys(kinds).length
  const tell = () => {
    if (unread === 0)
      changed({
        ...maps,
        subscription: maps.subscriptions.get(names.subscription),
        catalogSource: maps.catalogSources.get(names.catalogSource),
      })
  }
  const one = async (resource: ApiResource, objects: Map<string, KubeObject>) => {
    for await (const event of watch(connection, resource, { namespace: names.namespace, signal })) {
      if (event.type === 'SYNCED') unread--
      else if (event.type === 'DELETED') objects.delete(event.object.metadata.name)
      else objects.set(event.object.metadata.name, event.object)
      tell()
    }
  }
  const over = Object.entries(kinds).map(([key, resource]) => one(resource, maps[key as keyof typeof kinds]))
  await Promise.all(over)
}
