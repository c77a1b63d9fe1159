import { ExpectedError, exitCodes } from '../../model/errors.js'
import type { MissingRight } from './types.js'

const head = ['VERB', 'RESOURCE', 'NAMESPACE', 'FOR']

/** One error with every right that is missing, in a table. */
export function missingRights(
  username: string,
  missing: readonly MissingRight[],
  file: string,
): ExpectedError {
  const rows = [head, ...missing.map(rowOf)]
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const table = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return new ExpectedError({
    code: 'existing.missing-rights',
    message: `${username} lacks ${missing.length === 1 ? 'a right' : `${missing.length} rights`} that the run needs; nothing was made:\n${table.map((line) => `  ${line}`).join('\n')}`,
    next: `Have them granted: ${file} holds roles and bindings with all that the run needs, for kubectl apply. Or use a kubeconfig of another user.`,
    exitCode: exitCodes.environment,
  })
}

function rowOf({ verb, group, resource, namespace, name, why }: MissingRight): string[] {
  const [plural = '', subresource] = resource.split('/')
  const type = [group === '' ? plural : `${plural}.${group}`, subresource].filter(Boolean).join('/')
  return [verb, name === undefined ? type : `${type} ${name}`, namespace ?? '(all)', why]
}
