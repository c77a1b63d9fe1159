import { contract } from './contract.js'
import { defineCheck, notEvaluated } from './define-check.js'

export const leftovers = defineCheck({
  id: 'MG-RUN-006',
  title: 'leftovers on the cluster',
  group: 'must-gather',
  contract: contract.noTrace,
  reads: ['record'],
  fix: 'Delete in a trap on EXIT what the gather creates (debug pods, bindings, temporary namespaces).',
  onPartial: 'findings',
  evaluate({ record }) {
    if (!record.leftovers) return notEvaluated('the cluster was not compared before and after the gather')
    return {
      looked: `the objects of the cluster before and after the gather${exceptFor(record.unreadTypes)}`,
      findings: record.leftovers.map(({ kind, namespace, name }) => ({
        message: `the gather left ${kind} ${namespace ? `${namespace}/` : ''}${name} on the cluster`,
        want: 'the cluster as it was before',
        got: `a ${kind} more`,
        subject: `${kind} ${namespace ?? ''} ${name}`,
      })),
    }
  },
})

/** A user with few rights sees few types; whoever reads the pass has to know. */
const exceptFor = (unread: readonly string[] = []) =>
  unread.length === 0
    ? ''
    : `, but for ${unread.length} types that the user may not list: ${unread.join(', ')}`
