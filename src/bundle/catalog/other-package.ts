import type { RawDocument } from './documents/types.js'

/** What a YAML document says of itself in lines that begin at the margin. */
export interface Margin {
  /** The package that it belongs to. */
  package: string
  isPackage: boolean
}

/**
 * The package of a YAML document, where that can be told for certain without parsing it: a key at the margin of a block
 * mapping is a key of the document, as a text of several lines has to be indented there. Parsing takes a hundred times as long.
 */
export function marginOf({ bytes }: RawDocument): Margin | undefined {
  const schema = onlyValue(bytes, 'schema')
  if (schema === undefined) return undefined
  const isPackage = schema === 'olm.package'
  const name = onlyValue(bytes, isPackage ? 'name' : 'package')
  return name === undefined ? undefined : { package: name, isPackage }
}

/** A plain or simply quoted value; nothing that only a parser can tell. */
const plain = /^[ \t]+(?:([A-Za-z][\w.-]*)|"([\w.-]+)"|'([\w.-]+)')[ \t]*\r?$/

function onlyValue(bytes: Buffer, key: string): string | undefined {
  const [first, second] = places(bytes, key)
  if (first === undefined || second !== undefined) return undefined
  const end = bytes.indexOf('\n', first)
  const line = bytes.toString(
    'utf8',
    first,
    end === -1 ? Math.min(bytes.length, first + 300) : Math.min(end, first + 300),
  )
  const [, bare, double, single] = plain.exec(line) ?? []
  return bare ?? double ?? single
}

/** Behind `key:` at the margin: the first two. */
function places(bytes: Buffer, key: string): number[] {
  const found: number[] = []
  const mark = `${key}:`
  if (bytes.subarray(0, mark.length).toString('latin1') === mark) found.push(mark.length)
  const inner = Buffer.from(`\n${mark}`)
  for (let at = bytes.indexOf(inner); at !== -1 && found.length < 2; at = bytes.indexOf(inner, at + 1))
    found.push(at + inner.length)
  return found
}
