import {
  conditionsOf,
  getObject,
  listAll,
  type ApiResource,
  type Condition,
  type Connection,
  type ResourceIndex,
} from '../../kube/index.js'
import { formatDuration } from '../../lib/duration.js'
import type { KubeObject } from '../../model/kubernetes.js'
import type { ClusterSummary } from '../../model/must-gather-record.js'
import { configGroup } from './operator-images.js'

interface ClusterVersion extends KubeObject {
  spec?: { clusterID?: string }
  status?: { desired?: { version?: string }; history?: { state?: string; version?: string }[] }
}

interface Ask {
  connection: Connection
  resources: ResourceIndex
  now: () => Date
  signal: AbortSignal
  /** Takes what cannot be asked. */
  tell: (what: string) => (error: unknown) => undefined
}

/** The cluster's id, its version and the operators that are not as they should be. */
export async function openshiftSummary(ask: Ask): Promise<NonNullable<ClusterSummary['openshift']>> {
  const { connection, resources, now, signal, tell } = ask
  const versions = resources.ofKind(configGroup, 'ClusterVersion')
  const operators = resources.ofKind(configGroup, 'ClusterOperator')
  const list = (resource: ApiResource) => listAll(connection, resource, { signal })
  const [version, found] = await Promise.all([
    versions && getObject(connection, versions, { name: 'version' }, signal).catch(tell('cluster version')),
    operators && list(operators).catch(tell('cluster operators')),
  ])
  return {
    clusterID: (version as ClusterVersion | undefined)?.spec?.clusterID ?? '',
    version: sayVersion(version as ClusterVersion | undefined, now()),
    operators: sayOperators(found?.items ?? []),
  }
}

/** `Stable at "4.18.3"`, and as oc says it while that is not so. */
export function sayVersion(version: ClusterVersion | undefined, now: Date): string {
  const { desired, history = [] } = version?.status ?? {}
  const wanted = desired?.version ?? ''
  const progressing = conditionsOf(version).find(({ type }) => type === 'Progressing') as
    (Condition & { lastTransitionTime?: string }) | undefined
  const since = Date.parse(progressing?.lastTransitionTime ?? '')
  const age = Number.isNaN(since) ? '<unknown>' : formatDuration(Math.max(0, now.getTime() - since))
  const why = `for ${age}: ${progressing?.message ?? '<unknown>'}`
  const before = history.find(({ state }) => state === 'Completed')?.version
  if (before === undefined) return `Installing "${wanted}" ${why}`
  if (progressing?.status === 'True') return `Updating to "${wanted}" from "${before}" ${why}`
  return `Stable at "${wanted}"`
}

/** One line for each condition that is not as it should be. */
export function sayOperators(operators: readonly KubeObject[]): string[] {
  if (operators.length === 0) return ['clusteroperators are missing']
  const lines = operators.flatMap((operator) => {
    const conditions = conditionsOf(operator)
    const name = `clusteroperator/${operator.metadata.name}`
    return rows.flatMap(({ type, healthy, say }) => {
      const found = conditions.find((row) => row.type === type)
      return found?.status === healthy ? [] : [say(name, found)]
    })
  })
  return lines.length === 0 ? ['All healthy and stable'] : lines
}

interface ConditionRow {
  type: string
  healthy: 'True' | 'False'
  say: (name: string, condition: Condition | undefined) => string
}

const because = (condition: Condition | undefined) => condition?.message || '<missing>'

const rows: readonly ConditionRow[] = [
  {
    type: 'Available',
    healthy: 'True',
    say: (name, found) =>
      `${name} is not available (${found?.reason ?? '<missing>'}) because ${because(found)}`,
  },
  {
    type: 'Progressing',
    healthy: 'False',
    say: (name, found) => `${name} is progressing: ${because(found)}`,
  },
  {
    type: 'Degraded',
    healthy: 'False',
    say: (name, found) => `${name} is degraded because ${because(found)}`,
  },
]
