import { isElided } from './is-elided.js'
import type { IsMarker } from './redaction-marker.js'
import { isRedactionMarker } from './redaction-marker.js'

/** A value of a Secret in a text that cannot be parsed. `value` is the secret itself: never log it. */
export interface UnparsedValue {
  key: string
  value: string
  encoded: boolean
  /** 1-based. */
  line: number
  /** Of the Secret, where it is known. */
  namespace?: string
  name?: string
}

/** The keys of one object: entries at one indentation with nothing further out between them. */
interface Siblings {
  indent: number
  kind: 'unknown' | 'secret' | 'other'
  /** The `data` that is open, where that is the last of these. */
  data: Data | undefined
}

/** A `data` or `stringData`. */
interface Data {
  of: Siblings
  /** The one that it lies in itself. */
  within: Data | undefined
}

/** What lies inside of a `data`. */
interface Candidate {
  key: string
  value: string
  line: number
  within: Data
}

interface Entries {
  candidates: Candidate[]
  /** In the order of the text: what lies in another one comes after it. */
  datas: Data[]
}

/**
 * The values that are not elided in what looks like a Secret, read by indentation alone: for YAML and indented JSON
 * that is cut off or has something else in between. `kind` and `data` belong together when they stand at one indentation
 * with nothing further out between them; a block that ends before its kind comes counts as a Secret among Secrets.
 */
export function findInLines(text: string, isMarker: IsMarker = isRedactionMarker): UnparsedValue[] {
  if (!/data|stringData/.test(text)) return []
  const { candidates, datas } = readEntries(text)
  const secrets = ofSecrets(datas, /\bSecretList\b/.test(text))
  return candidates
    .filter(({ within }) => secrets.has(within))
    .map(({ key, value, line }) => ({ key, value: clean(value), line }))
    .filter(({ key, value }) => isValue(value) && !isElided(key, value, isMarker))
    .map((found) => ({ ...found, encoded: /^[A-Za-z0-9+/]{4,}={0,2}$/.test(found.value) }))
}

function ofSecrets(datas: readonly Data[], isSecretList: boolean): Set<Data> {
  const amongSecrets = isSecretList || datas.some(({ of }) => of.kind === 'secret')
  const found = new Set<Data>()
  for (const data of datas) {
    const { of, within } = data
    const isOwn = of.kind === 'secret' || (amongSecrets && of.kind === 'unknown')
    if (isOwn || (within && found.has(within))) found.add(data)
  }
  return found
}

const entry = /^(\s{0,200})(- )?["']?([\w.-]{1,253})["']?\s{0,8}:(?:\s{1,8}|$)(.*)$/
/** Where an object of JSON begins or ends: what stands further in than that belongs together no more. */
const bracket = /^(\s{0,200})[{}\]]/

/** Line by line, once over the text whatever it holds: a log may be hard on purpose. */
function readEntries(text: string): Entries {
  const read: Entries = { candidates: [], datas: [] }
  const open: Siblings[] = []
  let line = 0
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    const content = text.slice(start, end)
    start = end + 1
    line++
    const found = entry.exec(content)
    if (!found) {
      closeAfter(open, content)
      continue
    }
    const [, spaces = '', dash = '', key = '', value = ''] = found
    const siblings = siblingsAt(open, spaces.length + dash.length, dash !== '')
    const within = open.findLast(({ data }) => data)?.data
    if (within) read.candidates.push({ key, value, line, within })
    if (key === 'kind' && siblings.kind !== 'secret')
      siblings.kind = clean(value) === 'Secret' ? 'secret' : 'other'
    if (!opensData(key, value)) continue
    siblings.data = { of: siblings, within }
    read.datas.push(siblings.data)
  }
  return read
}

/** Closes what is further in, and what a line that is no entry parts. */
function closeAfter(open: Siblings[], content: string): void {
  const outer = /^---\s*$/.test(content) ? -1 : bracket.exec(content)?.[1]?.length
  if (outer !== undefined) while ((open.at(-1)?.indent ?? -1) > outer) open.pop()
}

/** The object that an entry belongs to: one that is open at its indentation, or a new one. */
function siblingsAt(open: Siblings[], indent: number, beginsItem: boolean): Siblings {
  for (let last = open.at(-1); last && last.indent >= indent; last = open.at(-1)) {
    if (last.indent === indent && !beginsItem) {
      last.data = undefined
      return last
    }
    open.pop()
  }
  const siblings: Siblings = { indent, kind: 'unknown', data: undefined }
  open.push(siblings)
  return siblings
}

const opensData = (key: string, value: string): boolean => {
  if (key !== 'data' && key !== 'stringData') return false
  const opened = clean(value)
  return opened === '' || opened === '{'
}

function clean(value: string): string {
  return value
    .trim()
    .replace(/^(["'])(.*?)\1?,?$/, '$2')
    .replace(/,$/, '')
}

/** Not the beginning of an object, and not what a chart or a template fills in later. */
const isValue = (value: string) => value !== '{' && !/^["']?\{\{/.test(value)
