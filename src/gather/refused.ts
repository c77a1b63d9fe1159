import type { KubeApiError } from '../kube/index.js'
import { canI, type AccessQuestion, type Connection } from '../kube/index.js'
import { ExpectedError } from '../model/errors.js'
import type { GatherOptions } from './types.js'

const rbac = 'rbac.authorization.k8s.io'
const askMs = 10_000

/** Everything that the user of a gather needs, in the place where it is needed. */
function needs({ access, runNamespace, serviceAccount }: GatherOptions): AccessQuestion[] {
  const inside = { namespace: runNamespace ?? 'must-gather-x' }
  const own = runNamespace === undefined
  const bound = access === 'cluster-admin' || access === 'view' || typeof access === 'object'
  const given = !own && serviceAccount !== undefined
  return [
    ...(own ? ['create', 'delete'].map((verb) => ({ verb, resource: 'namespaces' })) : []),
    ...(given ? [] : [{ verb: 'create', resource: 'serviceaccounts', ...inside }]),
    ...(bound && !given ? [{ verb: 'create', group: rbac, resource: 'clusterrolebindings' }] : []),
    ...['create', 'watch', 'delete'].map((verb) => ({ verb, resource: 'pods', ...inside })),
    { verb: 'create', resource: 'pods', subresource: 'exec', ...inside },
    { verb: 'get', resource: 'pods', subresource: 'log', ...inside },
  ]
}

/** One error for all that a user lacks, as against the first thing that was refused. */
export async function refused(options: GatherOptions, error: KubeApiError): Promise<ExpectedError> {
  const lacking = await missingRights(options.connection, needs(options)).catch(() => [])
  const list = lacking.length === 0 ? '' : `; this user may not ${lacking.join(', ')}`
  return new ExpectedError({
    code: 'gather.refused',
    message: `the cluster refuses what a must-gather needs: ${error.message}${list}`,
    next:
      'Use a kubeconfig whose user has these rights; or give the gather less of them (--least-privilege), or a ' +
      'namespace and a service account that exist (--run-namespace, --service-account).',
    exitCode: 3,
    cause: error,
  })
}

async function missingRights(
  connection: Connection,
  questions: readonly AccessQuestion[],
): Promise<string[]> {
  const signal = AbortSignal.timeout(askMs)
  const answers = await Promise.all(questions.map((question) => canI(connection, question, signal)))
  return questions.filter((_, i) => answers[i]?.allowed === false).map(say)
}

function say({ verb, group, resource = '', subresource }: AccessQuestion): string {
  const what = group === undefined ? resource : `${resource}.${group}`
  return `${verb} ${what}${subresource === undefined ? '' : `/${subresource}`}`
}
