import type { Connection, MadeObject } from '../kube/index.js'
import { apiVersionOf, listObjects } from '../kube/index.js'
import type { ExpectedFiles } from '../model/expected-files.js'
import type { LiveObjects } from '../model/image-probe.js'

/**
 * The live objects of the kinds that the expected list asks a file for, by name and labels alone; without those that the
 * run planted, of which the list cannot know.
 */
export async function liveObjects(
  connection: Connection,
  expected: ExpectedFiles | undefined,
  planted: readonly MadeObject[],
  signal: AbortSignal,
): Promise<LiveObjects> {
  const kinds = new Map((expected?.files ?? []).flatMap(({ for: live }) => (live ? [[live.kind, live]] : [])))
  const { resources } = await connection.discovery(signal)
  const own = new Set(planted.map(({ object }) => object.metadata.uid))
  const objects: LiveObjects['objects'] = []
  for (const { kind, apiVersion } of kinds.values()) {
    const type = resources.preferred.find(
      (one) => one.kind === kind && (apiVersion ?? apiVersionOf(one)) === apiVersionOf(one),
    )
    if (!type) continue
    for await (const object of listObjects(connection, type, { signal })) {
      const { namespace, name, labels, uid } = object.metadata
      if (own.has(uid)) continue
      objects.push({
        apiVersion: apiVersionOf(type),
        kind,
        name,
        ...(namespace === undefined ? {} : { namespace }),
        ...(labels === undefined ? {} : { labels }),
      })
    }
  }
  return { schemaVersion: 'cluster/v1', objects }
}
