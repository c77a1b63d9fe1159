import { ExpectedError, exitCodes } from '../../model/errors.js'
import type { MissingRight } from './types.js'

const head = ['VERBS', 'RESOURCE', 'NAMESPACE', 'FOR']

/** One error with every right that is missing, in a table. */
export function missingRights(
  username: string,
  missing: readonly MissingRight[],
  file: string,
): ExpectedError {
  const rows = [head, ...rowsOf(missing)]
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const table = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return new ExpectedError({
    code: 'existing.missing-rights',
    message: `${username} lacks rights that the run needs, and nothing was made:\n${table.map((line) => `  ${line}`).join('\n')}`,
    next: `Have them granted: ${file} holds roles and bindings with all that the run needs, for kubectl apply. Or use a kubeconfig of another user.`,
    exitCode: exitCodes.environment,
  })
}

/** All verbs that are missing of a type in one row. */
function rowsOf(missing: readonly MissingRight[]): string[][] {
  const rows = new Map<string, { right: MissingRight; verbs: string[] }>()
  for (const right of missing) {
    const key = JSON.stringify([typeOf(right), right.namespace])
    const row = rows.get(key) ?? { right, verbs: [] }
    row.verbs.push(right.verb)
    rows.set(key, row)
  }
  return [...rows.values()].map(({ right, verbs }) => [
    verbs.sort().join(','),
    typeOf(right),
    right.namespace ?? '(all)',
    right.why,
  ])
}

/** `pods/exec`, `deployments.apps`, or `clusterroles.rbac.authorization.k8s.io admin`. */
function typeOf({ group, resource, name }: MissingRight): string {
  const [plural = '', subresource] = resource.split('/')
  const type = [group === '' ? plural : `${plural}.${group}`, subresource].filter(Boolean).join('/')
  return name === undefined ? type : `${type} ${name}`
}
