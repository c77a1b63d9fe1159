import { conditionNamed, diagnosis, listed, type Link } from '../diagnosis.js'

/** OLM installs into a namespace that has exactly one OperatorGroup, and says nothing on the Subscription otherwise. */
export const operatorGroups: Link = ({ subscription, operatorGroups: groups, unread }) => {
  if (groups.length === 1 || unread.includes('operatorgroups.operators.coreos.com')) return undefined
  const { namespace = '', name } = subscription.metadata
  if (groups.length === 0)
    return diagnosis(subscription, {
      cause: 'no-operatorgroup',
      sentence: `Namespace ${namespace} has no OperatorGroup, so OLM does not look at Subscription ${name}`,
      next: `Create one OperatorGroup in namespace ${namespace} whose targetNamespaces fit the operator's install modes.`,
    })
  const names = groups.map(({ metadata }) => metadata.name).sort()
  const [first] = groups
  return diagnosis(first ?? subscription, {
    cause: 'several-operatorgroups',
    sentence: `Namespace ${namespace} has ${names.length} OperatorGroups (${listed(names)}), and OLM installs nothing into a namespace with more than one`,
    condition: groups.map((group) => conditionNamed(group, 'MultipleOperatorGroup')).find(Boolean),
    next: `Delete all OperatorGroups but one in namespace ${namespace}.`,
  })
}
