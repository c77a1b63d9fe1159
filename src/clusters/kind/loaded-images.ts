import { ExpectedError } from '../../model/errors.js'
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
    for (const node of await nodesOf(cluster, options)) await removeFromNode(engine, node, refs, options)
  } catch (error) {
    cluster.logger.warn(
      `images stay on the nodes of ${cluster.name}: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

async function removeFromNode(
  engine: EngineName,
  node: string,
  refs: readonly string[],
  options: ToolOptions,
): Promise<void> {
  const onNode = (...command: string[]) => runTool(engine, ['exec', node, ...command], options)
  try {
    await onNode('crictl', 'rmi', ...refs)
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    // Not every node image has crictl; kind itself loads with ctr.
    await onNode('ctr', '--namespace=k8s.io', 'images', 'rm', ...refs.map(fullName))
  }
}

/** As containerd names an image: `nginx:1` is `docker.io/library/nginx:1`. */
export function fullName(ref: string): string {
  const [first = '', ...rest] = ref.split('/')
  if (rest.length === 0) return `docker.io/library/${ref}`
  return /[.:]|^localhost$/.test(first) ? ref : `docker.io/${ref}`
}
