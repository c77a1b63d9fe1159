import type { KindCluster } from './create-cluster.js'
import { runTool, type ToolOptions } from './tool.js'

/** The containers that are a cluster's nodes. */
export async function nodesOf({ name }: Pick<KindCluster, 'name'>, options: ToolOptions): Promise<string[]> {
  const { stdout } = await runTool('kind', ['get', 'nodes', '--name', name], options)
  return stdout.split('\n').filter(Boolean)
}
