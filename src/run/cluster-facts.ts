import { listAll, unlessForbidden, wellKnown, type Connection } from '../kube/index.js'
import type { CaptureRecord, NodeRecord } from '../model/capture-record.js'
import type { KubeObject } from '../model/kubernetes.js'

export { connect } from '../kube/index.js'

/** The API groups that the cluster serves, sorted. */
export async function serverFeatures(connection: Connection, signal: AbortSignal): Promise<string[]> {
  const { body } = await connection.request<{ groups: { name: string }[] }>({ path: '/apis', signal })
  return body.groups.map(({ name }) => name).sort()
}

export const platformOf = (features: readonly string[]): 'openshift' | 'kubernetes' =>
  features.includes('config.openshift.io') ? 'openshift' : 'kubernetes'

type ClusterRecord = NonNullable<CaptureRecord['cluster']>

/** What the verdict depends on beyond the version of the API; what may not be read is left out. */
export async function describeCluster(
  connection: Connection,
  features: readonly string[],
  signal: AbortSignal,
): Promise<Pick<ClusterRecord, 'nodes' | 'openshift'>> {
  const [nodes, openshift] = await Promise.all([
    unlessForbidden(nodesOf(connection, signal)),
    platformOf(features) === 'openshift'
      ? unlessForbidden(openshiftVersion(connection, signal))
      : Promise.resolve(undefined),
  ])
  return { ...(nodes && { nodes }), ...(openshift !== undefined && { openshift }) }
}

interface NodeStatus {
  nodeInfo?: {
    architecture: string
    osImage: string
    kubeletVersion: string
    containerRuntimeVersion: string
  }
}

async function nodesOf(connection: Connection, signal: AbortSignal): Promise<NodeRecord[]> {
  const { items } = await listAll(connection, wellKnown.nodes, { signal })
  const alike = new Map<string, NodeRecord>()
  for (const node of items.flatMap((item) => describeNode(item) ?? [])) {
    const key = JSON.stringify(node)
    const known = alike.get(key)
    if (known) known.count++
    else alike.set(key, node)
  }
  return [...alike.values()]
}

function describeNode({ status }: KubeObject): NodeRecord | undefined {
  const { nodeInfo } = (status ?? {}) as NodeStatus
  if (!nodeInfo) return undefined
  const { architecture, osImage, kubeletVersion, containerRuntimeVersion } = nodeInfo
  return { count: 1, architecture, os: osImage, kubelet: kubeletVersion, runtime: containerRuntimeVersion }
}

async function openshiftVersion(connection: Connection, signal: AbortSignal): Promise<string | undefined> {
  const path = '/apis/config.openshift.io/v1/clusterversions/version'
  const { body } = await connection.request<{ status?: { desired?: { version?: string } } }>({ path, signal })
  return body.status?.desired?.version
}
