import type { KindCluster } from './create-cluster.js'
import type { EngineName } from './engine.js'
import { nodesOf } from './nodes.js'
import { runTool, type ToolOptions } from './tool.js'

const removeMs = 60_000

/** Takes images that a run has loaded off the nodes of a cluster that stays. Never throws: an image that stays is warned of. */
export async function removeLoadedImages(
  cluster: KindCluster,
  engine: EngineName,
  refs: readonly string[],
): Promise<void> {
  if (refs.length === 0) return
  const options: ToolOptions = {
    env: cluster.env,
    signal: AbortSignal.timeout(removeMs),
    failure: { code: 'kind.image-left', next: 'Remove it on the nodes with `crictl rmi`.' },
  }
  try {
    for (const node of await nodesOf(cluster, options))
      await runTool(engine, ['exec', node, 'crictl', 'rmi', ...refs], options)
  } catch (error) {
    cluster.logger.warn(
      `images stay on the nodes of ${cluster.name}: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
