import { isRecord } from '../store/json.js'

/**
 * Reads the simple JSONPath of printer columns and selectable fields: `.spec.size`, `.a['b.c']`, `.list[0]`,
 * `.list[*].name`, `.status.conditions[?(@.type=="Ready")].status`. Gives every value that it finds.
 */
export function jsonPath(value: unknown, path: string): unknown[] {
  let found = [value]
  for (const step of steps(path)) found = found.flatMap(step)
  return found
}

type Step = (value: unknown) => unknown[]

const token =
  /\.?\[\?\(@\.([^=!\s]+)\s*(==|!=)\s*(?:"([^"]*)"|'([^']*)'|([^)\s]+))\s*\)\]|\.?\['((?:[^'\\]|\\.)*)'\]|\.?\["((?:[^"\\]|\\.)*)"\]|\[(-?\d+)\]|\[(\*)\]|\.(\*)|\.?((?:[^.[\\]|\\.)+)/y

function steps(path: string): Step[] {
  const text = path.replace(/^\{|\}$/g, '').replace(/^\$/, '')
  const result: Step[] = []
  token.lastIndex = 0
  while (token.lastIndex < text.length) {
    const match = token.exec(text)
    if (!match) return [() => []]
    result.push(stepOf(match))
  }
  return result
}

function stepOf(match: RegExpExecArray): Step {
  const [, field, operator, double, single, bare, quoted, doubleQuoted, index, star, dotStar, name] = match
  if (field !== undefined) return filter(field, operator === '==', double ?? single ?? bare ?? '')
  if (index !== undefined) return (value) => (Array.isArray(value) ? present(value.at(Number(index))) : [])
  if (star !== undefined || dotStar !== undefined) return children
  const key = (quoted ?? doubleQuoted ?? name ?? '').replace(/\\(.)/g, '$1')
  return (value) => (isRecord(value) && Object.hasOwn(value, key) ? present(value[key]) : [])
}

function filter(field: string, equal: boolean, wanted: string): Step {
  return (value) =>
    children(value).filter(
      (child) => jsonPath(child, `.${field}`).some((found) => String(found) === wanted) === equal,
    )
}

function children(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  return isRecord(value) ? Object.values(value) : []
}

function present(value: unknown): unknown[] {
  return value === undefined || value === null ? [] : [value]
}
