import type {
  CatalogBundle,
  CatalogChannel,
  CatalogDeprecations,
  CatalogPackage,
  CatalogProblem,
} from '../../model/catalog.js'
import type { Fields } from './fields.js'
import { fieldsOf, isMapping, typeName } from './fields.js'
import { lineOf, placeOf } from './line-of.js'

/** A document that was parsed, and where it stands. */
export interface Source {
  path: string
  /** 1-based line of the document's beginning. */
  line: number
  text: string
}

/** Which blob it is; `problem` where OLM would not load the catalog for it. */
export type Identity = { schema: string; package: string; name: string } | { problem: CatalogProblem }

export type PackageBlob =
  | { schema: 'olm.package'; blob: CatalogPackage }
  | { schema: 'olm.channel'; blob: CatalogChannel }
  | { schema: 'olm.bundle'; blob: CatalogBundle }
  | { schema: 'olm.deprecations'; blob: CatalogDeprecations }

const belongsToPackage = new Set(['olm.channel', 'olm.bundle', 'olm.deprecations'])

/** Says what a document is, whatever package it belongs to. */
export function identify(value: unknown, source: Source): Identity {
  const { path, line } = source
  if (!isMapping(value)) {
    const got = value === null || value === undefined ? 'a document with nothing in it' : typeName(value)
    return { problem: { rule: 'not-a-blob', path, line, message: notABlob, got } }
  }
  const wrong = new WrongTypes(source)
  const fields = fieldsOf(value, '', wrong.tell)
  const [schema, name] = [fields.text('schema'), fields.text('name')]
  const of = schema === 'olm.package' ? name : fields.text('package')
  const [problem] = wrong.problems
  if (problem) return { problem }
  if (schema === '')
    return {
      problem: { rule: 'not-a-blob', path, line, message: notABlob, got: 'a document without schema' },
    }
  if (schema === 'olm.package' && name === '')
    return { problem: nameless(source, 'an olm.package blob has no name', 'name') }
  if (belongsToPackage.has(schema) && of === '')
    return {
      problem: nameless(source, `an ${schema} blob does not say which package it belongs to`, 'package'),
    }
  return { schema, package: of, name }
}

const notABlob = 'the document is no blob of a catalog, and OLM refuses the whole catalog for it'

const nameless = ({ path, line }: Source, message: string, field: string): CatalogProblem => ({
  rule: 'blob-without-package',
  ...{ path, line, message, got: `no ${field}` },
})

/** Collects fields of another type than they must be. */
class WrongTypes {
  readonly problems: CatalogProblem[] = []
  constructor(private readonly source: Source) {}

  readonly tell = (field: string, want: string, got: string): void => {
    const { path, line, text } = this.source
    const key = field.replace(/^.*\./, '').replace(/\[\d+\]$/, '')
    const quote = want === 'a text' && got !== 'a list' && got !== 'a mapping' ? '; put it in quotes' : ''
    this.problems.push({
      rule: 'wrong-type',
      path,
      line: lineOfKey(text, line, key),
      message: `${field} must be ${want}, and is ${got}${quote}`,
      got,
    })
  }
}

/** The first line that begins with the key; the document's own where none does. */
function lineOfKey(text: string, line: number, key: string): number {
  const at = text.search(new RegExp(`^[\\s{"'-]*${key.replace(/\W/g, '\\$&')}["']?\\s*:`, 'm'))
  return at === -1 ? line : line + (text.slice(0, at).match(/\n/g)?.length ?? 0) + leadingLines(text, at)
}

/** White space that the expression took may hold ends of lines. */
const leadingLines = (text: string, at: number) =>
  /^[\s]*/.exec(text.slice(at))?.[0].match(/\n/g)?.length ?? 0

/** Takes one of the package's own blobs apart. Schemas that OLM does not resolve by give nothing. */
export function readBlob(
  schema: string,
  value: unknown,
  source: Source,
): { read?: PackageBlob; problems: CatalogProblem[] } {
  const wrong = new WrongTypes(source)
  const reader = readers[schema]
  if (!reader) return { problems: [] }
  const read = reader(fieldsOf(value, '', wrong.tell), source, wrong)
  return { read, problems: wrong.problems }
}

type Reader = (fields: Fields, source: Source, wrong: WrongTypes) => PackageBlob

const readers: Partial<Record<string, Reader>> = {
  'olm.package': (fields, { path, line }) => ({
    schema: 'olm.package',
    blob: { path, line, name: fields.text('name'), defaultChannel: fields.text('defaultChannel') },
  }),
  'olm.channel': (fields, source, wrong) => ({
    schema: 'olm.channel',
    blob: {
      path: source.path,
      line: source.line,
      name: fields.text('name'),
      entries: inOrder(fields.list('entries'), 'entries', 'name', source, wrong, (entry, line) => ({
        line,
        name: entry.text('name'),
        replaces: entry.text('replaces'),
        skips: entry.list('skips').flatMap((skip) => {
          if (typeof skip === 'string') return [skip]
          wrong.tell('entries.skips', 'a list of texts', `a list with ${typeName(skip)} in it`)
          return []
        }),
        skipRange: entry.text('skipRange'),
      })),
    },
  }),
  'olm.bundle': readBundle,
  'olm.deprecations': (fields, source, wrong) => ({
    schema: 'olm.deprecations',
    blob: {
      path: source.path,
      line: source.line,
      entries: inOrder(fields.list('entries'), 'entries', 'message', source, wrong, (entry, line, value) => {
        const reference = fieldsOf(
          isMapping(value) ? value['reference'] : undefined,
          'entries.reference',
          wrong.tell,
        )
        return {
          line,
          schema: reference.text('schema'),
          name: reference.text('name'),
          message: entry.text('message'),
        }
      }),
    },
  }),
}

function readBundle(fields: Fields, source: Source, wrong: WrongTypes): PackageBlob {
  const { path, line } = source
  const image = fields.text('image')
  const properties = fields.list('properties').filter(isMapping)
  const packages = properties.filter(({ type }) => type === 'olm.package')
  return {
    schema: 'olm.bundle',
    blob: {
      ...{ path, line },
      name: fields.text('name'),
      image,
      ...(image === '' ? {} : { imageLine: lineOf(source, 'image', image) }),
      embedded: properties.some(({ type }) => type === 'olm.bundle.object'),
      packages: inOrder(packages, 'properties', 'type', source, wrong, (_, at, property) => {
        const value = fieldsOf(
          isMapping(property) ? property['value'] : undefined,
          'properties.value',
          wrong.tell,
        )
        return {
          line: at,
          packageName: value.text('packageName'),
          version: value.text('version'),
          release: value.text('release'),
        }
      }),
    },
  }
}

/** Reads the items of a list, each with its line: where its `mark` stands, behind that of the item before. */
function inOrder<T>(
  items: readonly unknown[],
  path: string,
  mark: string,
  source: Source,
  wrong: WrongTypes,
  read: (fields: Fields, line: number, value: unknown) => T,
): T[] {
  let from = placeOfKey(source.text, path)
  return items.map((item) => {
    const fields = fieldsOf(item, path, wrong.tell)
    const value = isMapping(item) && typeof item[mark] === 'string' ? item[mark] : undefined
    const at = value === undefined ? undefined : placeOf(source.text, mark, firstLine(value), from)
    const line =
      value === undefined || at === undefined
        ? source.line
        : lineOf({ ...source, from }, mark, firstLine(value))
    if (at !== undefined) from = at + 1
    return read(fields, line, item)
  })
}

const firstLine = (value: string) => value.split('\n')[0] ?? ''

function placeOfKey(text: string, key: string): number {
  const at = text.search(new RegExp(`["']?${key}["']?\\s*:`))
  return at === -1 ? 0 : at
}
