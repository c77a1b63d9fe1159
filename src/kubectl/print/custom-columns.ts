import type { KubeObject } from '../../model/kubernetes.js'
import { KubectlError } from '../errors.js'
import { compileJsonPath } from '../jsonpath/index.js'
import { goText } from './go-text.js'
import { ColumnWriter } from './columns.js'

/** Compiles `NAME:.metadata.name,PHASE:.status.phase`. The result prints objects as aligned columns. */
export function compileCustomColumns(
  spec: string,
): (objects: readonly KubeObject[], noHeaders: boolean) => string {
  const columns = spec.split(',').map((column) => {
    const colon = column.indexOf(':')
    // Scripts leave the header empty: `-o custom-columns=:metadata.name`.
    if (colon < 0)
      throw new KubectlError(`unexpected custom-columns spec: ${column}, expected <header>:<json-path-expr>`)
    return { header: column.slice(0, colon), path: compileJsonPath(relaxed(column.slice(colon + 1))) }
  })
  return (objects, noHeaders) => {
    const rows = objects.map((object) =>
      columns.map(({ path }) => {
        const values = path.values(object)
        return values.length === 0 ? '<none>' : values.map((value) => goText(value)).join(',')
      }),
    )
    return new ColumnWriter().format(noHeaders ? rows : [columns.map(({ header }) => header), ...rows])
  }
}

/** Accepts `x.y`, `.x.y`, `{x.y}` and `{.x.y}`. */
export function relaxed(path: string): string {
  const inner = path.startsWith('{') && path.endsWith('}') ? path.slice(1, -1) : path
  return `{${inner.startsWith('.') || inner.startsWith('[') || inner.startsWith('$') ? inner : `.${inner}`}}`
}
