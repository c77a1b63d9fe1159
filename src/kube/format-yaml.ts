import { keyOrder, type KeyOrder } from './yaml-key-order.js'
import { scalarStyle, writeScalar } from './yaml-scalar.js'

/** Keys of more bytes are written with `? `, since a reader gives up on them otherwise. */
const longestSimpleKey = 128

/** Writes a value as YAML, byte for byte as kubectl and oc do: keys sorted, lists not indented, long lines folded. */
export function formatYaml(value: unknown): string {
  return yamlWriter()(value)
}

/** A writer that gets faster with each object of the same types. */
export function yamlWriter(): (value: unknown) => string {
  const order = keyOrder()
  return (value) => {
    const inline = inlineValue(value, 0, 0)
    return inline === undefined ? block(value as object, 0, order) : `${inline}\n`
  }
}

/** A value that starts on the line it belongs to: a scalar, or an empty container. `undefined` for all others. */
function inlineValue(value: unknown, column: number, indent: number): string | undefined {
  if (typeof value === 'string') return writeScalar(value, scalarStyle(value), { column, indent })
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value)
  if (value === null || value === undefined || typeof value !== 'object') return 'null'
  if (Array.isArray(value)) return value.length === 0 ? '[]' : undefined
  for (const key in value) if ((value as Record<string, unknown>)[key] !== undefined) return undefined
  return '{}'
}

/** Every line of a container, each ended; the first one is indented by the caller. */
function block(value: object, indent: number, order: KeyOrder): string {
  return Array.isArray(value) ? sequence(value, indent, order) : mapping(value as Fields, indent, order)
}

type Fields = Record<string, unknown>

function sequence(items: readonly unknown[], indent: number, order: KeyOrder): string {
  const margin = ' '.repeat(indent)
  let out = ''
  for (const [index, item] of items.entries()) {
    const inline = inlineValue(item, indent + 2, indent + 2)
    const text = inline === undefined ? block(item as object, indent + 2, order) : `${inline}\n`
    out += `${index === 0 ? '' : margin}- ${text}`
  }
  return out
}

function mapping(fields: Fields, indent: number, order: KeyOrder): string {
  const margin = ' '.repeat(indent)
  let out = ''
  for (const key of order(Object.keys(fields))) {
    const value = fields[key]
    if (value === undefined) continue
    const head = keyText(key, indent)
    const inline = inlineValue(value, indent + head.length + 1, indent + 2)
    out +=
      (out === '' ? '' : margin) +
      head +
      (inline === undefined ? nested(value as object, indent, order) : ` ${inline}\n`)
  }
  return out
}

/** Lists stand under their key without indentation. */
function nested(value: object, indent: number, order: KeyOrder): string {
  const inner = Array.isArray(value) ? indent : indent + 2
  return `\n${' '.repeat(inner)}${block(value, inner, order)}`
}

function keyText(key: string, indent: number): string {
  const text = writeScalar(key, scalarStyle(key, true), { column: indent, indent, key: true })
  const isLong = key.length > longestSimpleKey / 3 && Buffer.byteLength(key) > longestSimpleKey
  return isLong ? `? ${text}\n${' '.repeat(indent)}:` : `${text}:`
}
