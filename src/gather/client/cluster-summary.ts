import {
  hasCondition,
  listAll,
  serverVersion,
  unlessForbidden,
  wellKnown,
  type Connection,
} from '../../kube/index.js'
import type { ClusterSummary } from '../../model/must-gather-record.js'
import { configGroup } from './operator-images.js'
import { openshiftSummary } from './openshift-summary.js'

/** What a reader of the output must know of the cluster. What cannot be asked is in `problems`. */
export async function readClusterSummary(
  connection: Connection,
  now: () => Date,
  signal: AbortSignal,
): Promise<ClusterSummary> {
  const [{ gitVersion }, { groupVersions, resources }] = await Promise.all([
    serverVersion(connection, signal),
    connection.discovery(signal),
  ])
  const problems: string[] = []
  const tell = (what: string) => (error: unknown) => {
    signal.throwIfAborted()
    problems.push(`${what}: ${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
  const isOpenshift = groupVersions.includes(configGroup)
  const [nodes, openshift] = await Promise.all([
    readNodes(connection, signal).catch(tell('nodes')),
    isOpenshift ? openshiftSummary({ connection, resources, now, signal, tell }) : undefined,
  ])
  return {
    server: connection.server,
    version: gitVersion,
    platform: isOpenshift ? 'openshift' : 'kubernetes',
    ...(nodes && { nodes }),
    ...(openshift && { openshift }),
    problems,
  }
}

/** `undefined` where the user may not list them. */
async function readNodes(connection: Connection, signal: AbortSignal): Promise<ClusterSummary['nodes']> {
  const list = await unlessForbidden(listAll(connection, wellKnown.nodes, { signal }))
  if (!list) return undefined
  const notReady = list.items.filter((node) => !hasCondition(node, 'Ready'))
  return { total: list.items.length, notReady: notReady.map(({ metadata }) => metadata.name) }
}

const please = 'please include the following summary data along with any other requested information:'

/** The summary as lines: on OpenShift in the words of `oc adm must-gather`. */
export function formatSummary(summary: ClusterSummary, tool: { name: string; version: string }): string[] {
  const problems = summary.problems.map((problem) => `error getting ${problem}`)
  const { openshift, nodes } = summary
  const client = `ClientVersion: ${tool.name} ${tool.version}`
  if (openshift)
    return [
      `When opening a support case, bugzilla, or issue ${please}`,
      ...problems,
      `ClusterID: ${openshift.clusterID}`,
      client,
      `ClusterVersion: ${openshift.version}`,
      'ClusterOperators:',
      ...openshift.operators.map((line) => `\t${line}`),
      '',
      '',
    ]
  return [
    `When opening an issue ${please}`,
    ...problems,
    client,
    `ServerVersion: ${summary.version}`,
    ...(nodes ? [`Nodes: ${nodes.total}${notReady(nodes.notReady)}`] : []),
    '',
    '',
  ]
}

const notReady = (names: readonly string[]) =>
  names.length === 0 ? ', all ready' : `, not ready: ${names.join(', ')}`
