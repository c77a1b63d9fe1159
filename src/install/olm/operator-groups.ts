import { listAll, type Connection } from '../../kube/index.js'
import { ExpectedError, exitCodes } from '../../model/errors.js'
import type { KubeObject } from '../../model/kubernetes.js'
import { labelValue, runLabel } from '../../lib/run-labels.js'
import type { Targets } from '../bundle/targets.js'
import { olmTypes } from './resources.js'

interface Where {
  namespace: string
  runId: string
  targets: Targets
  signal: AbortSignal
}

/**
 * The OperatorGroup that is in the namespace already, and not of this run: it is used as it is. Throws
 * `install.operator-groups` (exit code 3) where there are several, or where it watches other namespaces than the
 * operator is to watch: OLM would refuse the operator for it.
 */
export async function existingOperatorGroup(
  connection: Connection,
  { namespace, runId, targets, signal }: Where,
): Promise<KubeObject | undefined> {
  const { items } = await listAll(connection, olmTypes.operatorGroups, { namespace, signal })
  const others = items.filter(({ metadata }) => metadata.labels?.[runLabel] !== labelValue(runId))
  const [group, second] = others
  if (second) throw unusable(namespace, `it has ${others.length}: ${others.map(nameOf).join(', ')}`)
  if (!group) return undefined
  const watched = targetsOfGroup(group)
  if (watched === undefined || same(watched, targets.namespaces)) return group
  throw unusable(
    namespace,
    `${nameOf(group)} watches ${words(watched)}, and the operator is to watch ${words(targets.namespaces)}`,
  )
}

interface GroupSpec {
  targetNamespaces?: string[]
  selector?: { matchLabels?: object; matchExpressions?: unknown[] }
}

/** Empty: all namespaces. `undefined` where a selector decides, of which only OLM knows what it selects. */
function targetsOfGroup({ spec }: KubeObject): readonly string[] | undefined {
  const { targetNamespaces = [], selector } = (spec ?? {}) as GroupSpec
  const selects = Object.keys(selector?.matchLabels ?? {}).length + (selector?.matchExpressions?.length ?? 0)
  return targetNamespaces.length === 0 && selects > 0 ? undefined : targetNamespaces
}

const same = (one: readonly string[], other: readonly string[]) =>
  [...one].sort().join() === [...other].sort().join()

const nameOf = ({ metadata }: KubeObject) => metadata.name
const words = (namespaces: readonly string[]) =>
  namespaces.length === 0 ? 'all namespaces' : namespaces.join(', ')

const unusable = (namespace: string, why: string) =>
  new ExpectedError({
    code: 'install.operator-groups',
    message: `the OperatorGroup of namespace ${namespace} is not what the operator needs: ${why}`,
    next: 'Take away what is there, name another namespace with install.namespace, or say with install.installMode and install.targetNamespaces what the group has.',
    exitCode: exitCodes.environment,
  })
