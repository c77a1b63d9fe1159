import { listAll, wellKnown, type Connection } from '../../kube/index.js'
import { ExpectedError } from '../../model/errors.js'
import type { ChosenImage } from './types.js'

/** One pod: an image, on a node of its own where nodes were selected. */
export interface Job {
  /** Unique in the run, for people. */
  name: string
  image: ChosenImage
  /** The node that it is pinned to by a selector of nodes. */
  node?: string
}

/** Each image once; or, with a selector, once on every node that has the labels. Throws `gather.no-such-nodes`. */
export async function planJobs(
  connection: Connection,
  images: readonly ChosenImage[],
  nodeSelector: string | undefined,
  signal: AbortSignal,
): Promise<Job[]> {
  if (nodeSelector === undefined) return images.map((image) => ({ name: image.image, image }))
  const { items } = await listAll(connection, wellKnown.nodes, { labelSelector: nodeSelector, signal })
  if (items.length === 0) throw noNodes(nodeSelector)
  const nodes = items.map(({ metadata }) => metadata.name).sort()
  return nodes.flatMap((node) => images.map((image) => ({ name: `${image.image} on ${node}`, image, node })))
}

const noNodes = (selector: string) =>
  new ExpectedError({
    code: 'gather.no-such-nodes',
    message: `no node has the labels ${selector}`,
    next: 'See `kubectl get nodes --show-labels`, and correct --node-selector.',
    exitCode: 2,
  })
