import type { CanarySwitches } from '../../model/isv-config.js'
import type { MissingRight, Right } from '../rights/types.js'
import type { CanaryGroup } from './places.js'

const objects = ['create', 'delete', 'get', 'list', 'watch']
const pods: readonly Row[] = [{ verbs: objects, resource: 'pods' }]

type Row = Pick<Right, 'verbs' | 'resource'>

const rows: Record<CanaryGroup, readonly Row[]> = {
  secrets: [{ verbs: objects, resource: 'secrets' }],
  configMap: [{ verbs: objects, resource: 'configmaps' }],
  environment: pods,
  log: [
    ...pods,
    { verbs: ['create', 'get'], resource: 'pods/exec' },
    { verbs: ['get'], resource: 'pods/log' },
  ],
}

/** What it takes to plant the canaries that isv.yaml does not switch off, and to take them away. */
export function canaryRights(switches: CanarySwitches, namespaces: readonly string[]): Right[] {
  const wanted = (Object.keys(rows) as CanaryGroup[]).filter((group) => switches[group])
  return namespaces.flatMap((namespace) =>
    wanted.flatMap((group) =>
      rows[group].map((row) => ({
        ...{ ...row, group: '', namespace, dispensable: true },
        why: 'to plant canaries (contract.canaries)',
      })),
    ),
  )
}

/** Which of the missing rights keeps canaries of a group from being planted in a namespace. */
export function whatLacks(
  missing: readonly MissingRight[],
  group: CanaryGroup,
  namespace: string,
): MissingRight | undefined {
  return missing.find(
    (one) =>
      one.namespace === namespace &&
      rows[group].some(({ verbs, resource }) => resource === one.resource && verbs.includes(one.verb)),
  )
}
