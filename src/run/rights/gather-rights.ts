import type { ResolvedIsv } from '../../model/isv-config.js'
import type { Right } from './types.js'

const rbac = 'rbac.authorization.k8s.io'
const seen = ['get', 'list', 'watch']

/** What every gather does in the namespaces that are made for it. */
const always: readonly Right[] = [
  {
    verbs: ['create', 'delete', ...seen],
    group: '',
    resource: 'namespaces',
    why: 'a namespace for each gather',
  },
  { verbs: ['create'], group: '', resource: 'serviceaccounts', why: "the gather's own service account" },
  { verbs: seen, group: '', resource: 'configmaps', why: "to wait for the namespace's CA" },
  { verbs: ['create', 'delete', ...seen], group: '', resource: 'pods', why: "the gather's pod" },
  { verbs: ['get'], group: '', resource: 'pods/log', why: 'to follow what the gather prints' },
  // Newer servers ask for create where a websocket is opened, older ones for get.
  { verbs: ['create', 'get'], group: '', resource: 'pods/exec', why: 'to copy what was gathered' },
  { verbs: ['list'], group: '', resource: 'events', why: 'to say why a pod does not start' },
]

const withPullSecret: Right = {
  verbs: ['create'],
  group: '',
  resource: 'secrets',
  why: "the pull secret in the gather's namespace",
}

/** The rights of the gathers of a run. */
export function gatherRights(
  { gather, install }: Pick<ResolvedIsv, 'gather' | 'install'>,
  pullSecret: boolean,
): Right[] {
  return [...always, ...(pullSecret ? [withPullSecret] : []), ...granting[gather.access](install.namespace)]
}

const bound = ['create', 'delete', ...seen]

/** What it takes to give a gather the rights that isv.yaml asks for. */
const granting: Record<ResolvedIsv['gather']['access'], (namespace: string) => Right[]> = {
  'cluster-admin': () => [
    { verbs: bound, group: rbac, resource: 'clusterrolebindings', why: 'gather.access: cluster-admin' },
    {
      ...{ verbs: ['bind'], group: rbac, resource: 'clusterroles', name: 'cluster-admin' },
      why: 'gather.access: cluster-admin',
      orHolds: [
        { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
        { verbs: ['*'], nonResourceURLs: ['*'] },
      ],
    },
  ],
  'namespace-admin': (namespace) => [
    { verbs: bound, group: rbac, resource: 'rolebindings', namespace, why: 'gather.access: namespace-admin' },
    {
      ...{ verbs: ['bind'], group: rbac, resource: 'clusterroles', name: 'admin', namespace },
      why: 'gather.access: namespace-admin',
      orHolds: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
    },
  ],
}
