import { hasCondition, listAll, unlessForbidden, wellKnown, type Connection } from '../kube/index.js'
import { ExpectedError } from '../model/errors.js'
import type { KubeObject } from '../model/kubernetes.js'
import type { GatherOptions } from './types.js'

/** What is read of a node. */
export interface Node extends KubeObject {
  spec?: { unschedulable?: boolean; taints?: { key: string; effect?: string }[] }
  status?: { conditions?: { type: string; status: string; lastHeartbeatTime?: string }[] }
}

export type NodeWishes = Pick<GatherOptions, 'nodeName' | 'nodeSelector' | 'preferControlPlane'>

export const controlPlaneLabels = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master']

/** As many as `oc adm must-gather` names: a pod's affinity is no place for thousands. */
const most = 10

/**
 * The nodes that may take the pod, best first; `undefined` where the nodes may not be listed, so that the scheduler
 * alone decides. Throws `gather.not-scheduled` where no node that is ready has what is wanted.
 */
export async function candidateNodes(
  connection: Connection,
  wishes: NodeWishes,
  signal: AbortSignal,
): Promise<string[] | undefined> {
  const list = await unlessForbidden(listAll(connection, wellKnown.nodes, { signal }))
  if (!list) return undefined
  const nodes = list.items as Node[]
  const ranked = rankNodes(nodes, wishes)
  if (ranked.length === 0) throw noNode(nodes, wishes)
  return ranked.slice(0, most).map(({ metadata }) => metadata.name)
}

/** Nodes that are ready and as wished for: those that take pods first, then the control plane, then the newest heartbeat. */
export function rankNodes(nodes: readonly Node[], wishes: NodeWishes): Node[] {
  const rank = (node: Node) => [
    node.spec?.unschedulable ? 1 : 0,
    wishes.preferControlPlane === false || isControlPlane(node) ? 0 : 1,
    -heartbeat(node),
  ]
  return nodes
    .filter((node) => isWanted(node, wishes) && hasCondition(node, 'Ready'))
    .sort((a, b) => compare(rank(a), rank(b)))
}

function isWanted(
  { metadata: { name, labels = {} } }: Node,
  { nodeName, nodeSelector }: NodeWishes,
): boolean {
  if (nodeName !== undefined && name !== nodeName) return false
  const wanted = Object.entries({ 'kubernetes.io/os': 'linux', ...nodeSelector })
  return wanted.every(([key, value]) => labels[key] === value)
}

function isControlPlane({ metadata: { labels = {} } }: Node): boolean {
  return controlPlaneLabels.some((label) => label in labels)
}

function heartbeat({ status }: Node): number {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')
  return Date.parse(ready?.lastHeartbeatTime ?? '') || 0
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}

function noNode(nodes: readonly Node[], wishes: NodeWishes): ExpectedError {
  const { nodeName, nodeSelector } = wishes
  const labels = Object.entries(nodeSelector ?? {}).map(([key, value]) => `${key}=${value}`)
  const wanted = [
    'a ready Linux node',
    ...(nodeName === undefined ? [] : [`named ${nodeName}`]),
    ...(labels.length === 0 ? [] : [`with the labels ${labels.join(', ')}`]),
  ].join(' ')
  const down = nodes.filter((node) => isWanted(node, wishes)).map(({ metadata }) => metadata.name)
  const why = down.length > 0 ? `not ready: ${down.slice(0, most).join(', ')}` : 'there is none at all'
  return new ExpectedError({
    code: 'gather.not-scheduled',
    message: `no node can take the must-gather pod: it needs ${wanted} (${why})`,
    next: 'Give the cluster such a node, or ask for another one.',
    exitCode: 3,
  })
}
