/**
 * The notation of the message tables: `name=number:type`, separated by spaces, in which `name` is the JSON name (`~` for a
 * struct whose fields are part of this one), `number` the protobuf tag, and `type` is
 * `s` string, `i` integer, `d` number, `b` boolean, `y` bytes, `T` time, `M` time with microseconds, `D` duration,
 * `Q` quantity, `I` integer or string, `A` anything, or a message's name (of the same package where it has no dot);
 * `*` before it is a list, `%` a map of strings, `?` a field that can be absent, as against empty.
 */
export type MessageTable = Readonly<Record<string, string>>

export type Scalar = 's' | 'i' | 'd' | 'b' | 'y' | 'T' | 'M' | 'D' | 'Q' | 'I' | 'A'

export type FieldType =
  | { kind: 'scalar'; scalar: Scalar }
  | { kind: 'message'; message: string }
  | { kind: 'list'; of: FieldType }
  | { kind: 'map'; of: FieldType }

export interface Field {
  name: string
  number: number
  optional: boolean
  inline: boolean
  type: FieldType
}

export function parseFields(id: string, text: string): Field[] {
  const prefix = id.slice(0, id.indexOf('.'))
  return text
    .split(' ')
    .filter(Boolean)
    .map((field) => parseField(field, prefix))
}

function parseField(text: string, prefix: string): Field {
  const [, name = '', number = '', optional = '', type = ''] = /^([^=]+)=(\d+):(\??)(.+)$/.exec(text) ?? []
  return {
    name,
    number: Number(number),
    optional: optional !== '',
    inline: name === '~',
    type: parseType(type, prefix),
  }
}

function parseType(text: string, prefix: string): FieldType {
  if (text.startsWith('*')) return { kind: 'list', of: parseType(text.slice(1), prefix) }
  if (text.startsWith('%')) return { kind: 'map', of: parseType(text.slice(1), prefix) }
  if (text.length === 1) return { kind: 'scalar', scalar: text as Scalar }
  return { kind: 'message', message: text.includes('.') ? text : `${prefix}.${text}` }
}
