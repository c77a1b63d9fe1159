import type { Right } from './types.js'

const olm = 'operators.coreos.com'
const rbac = 'rbac.authorization.k8s.io'
const seen = ['get', 'list', 'watch']
const taken = ['delete', ...seen]

type Row = Pick<Right, 'verbs' | 'group' | 'resource' | 'why'>

/** In the operator's namespace. */
const inNamespace: readonly Row[] = [
  { verbs: seen, group: olm, resource: 'subscriptions', why: 'to follow the install' },
  { verbs: seen, group: olm, resource: 'catalogsources', why: 'to follow the install' },
  { verbs: seen, group: olm, resource: 'operatorgroups', why: 'to respect the group that is there' },
  { verbs: ['patch', ...taken], group: olm, resource: 'installplans', why: 'to approve install plans' },
  {
    verbs: taken,
    group: olm,
    resource: 'clusterserviceversions',
    why: 'to await the CSV, and to take it off',
  },
  { verbs: seen, group: '', resource: 'pods', why: 'to see which images are not pulled' },
]

/** There too, to give the operator the pull secret. */
const forPullSecret: readonly Row[] = [
  {
    verbs: ['patch', ...seen],
    group: '',
    resource: 'serviceaccounts',
    why: 'to name the pull secret on what OLM makes',
  },
  { verbs: ['delete'], group: '', resource: 'pods', why: 'to have pods made anew with the pull secret' },
]

/** Of the whole cluster. */
const everywhere: readonly Row[] = [
  { verbs: taken, group: olm, resource: 'operators', why: 'to take off what OLM leaves' },
  { verbs: taken, group: rbac, resource: 'clusterroles', why: 'to take off what OLM leaves' },
  { verbs: taken, group: rbac, resource: 'clusterrolebindings', why: 'to take off what OLM leaves' },
  {
    verbs: taken,
    group: 'apiextensions.k8s.io',
    resource: 'customresourcedefinitions',
    why: 'to take off the types that OLM brings',
  },
]

/** What it takes to install through OLM, beside what the run creates itself, and to leave nothing of it. */
export const olmRights = (namespace: string, { pullSecret }: { pullSecret: boolean }): Right[] => [
  ...[...inNamespace, ...(pullSecret ? forPullSecret : [])].map((row) => ({ ...row, namespace })),
  ...everywhere,
]
