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
}

interface Entry {
  indent: number
  key: string
  value: string
  line: number
  /** Whether a list's item begins here. */
  item: boolean
}

const entry = /^(\s{0,200})(- )?["']?([\w.-]{1,253})["']?\s{0,8}:(?:\s{1,8}|$)(.*)$/

/**
 * The values that are not elided in what looks like a Secret, read by indentation alone: for YAML and indented JSON
 * that is cut off or has something else in between. `kind` and `data` belong together when they stand at one indentation
 * with nothing further out between them; a block that ends before its kind comes counts as a Secret among Secrets.
 */
export function findInUnparsed(text: string, isMarker: IsMarker = isRedactionMarker): UnparsedValue[] {
  const blocks = toBlocks(toEntries(text))
  const amongSecrets = /\bSecretList\b/.test(text) || blocks.some(isSecret)
  return blocks
    .filter((block) => isSecret(block) || (amongSecrets && !block.some(({ key }) => key === 'kind')))
    .flatMap((block) => valuesOf(block, isMarker))
}

function toEntries(text: string): Entry[] {
  const entries: Entry[] = []
  text.split('\n').forEach((content, index) => {
    if (/^---\s*$/.test(content))
      entries.push({ indent: -1, key: '', value: '', line: index + 1, item: true })
    const found = entry.exec(content)
    if (!found) return
    const [, spaces = '', dash = '', key = '', value = ''] = found
    entries.push({
      indent: spaces.length + dash.length,
      key,
      value: clean(value),
      line: index + 1,
      item: dash !== '',
    })
  })
  return entries
}

function clean(value: string): string {
  return value
    .trim()
    .replace(/^(["'])(.*?)\1?,?$/, '$2')
    .replace(/,$/, '')
}

/** For each `data` and `stringData` the entries of the object that it belongs to: its siblings and what lies inside. */
function toBlocks(entries: readonly Entry[]): Entry[][] {
  const blocks: Entry[][] = []
  entries.forEach(({ key, indent, value }, index) => {
    if (!/^(?:data|stringData)$/.test(key) || (value !== '' && value !== '{')) return
    let start = index
    while (start > 0 && !isOutside(entries[start - 1], indent) && !entries[start]?.item) start--
    let end = index + 1
    while (end < entries.length && !isOutside(entries[end], indent) && !startsItem(entries[end], indent))
      end++
    const siblings = entries.slice(start, end).filter((other) => other.indent === indent)
    blocks.push([...siblings, ...inside(entries, index, indent)])
  })
  return blocks
}

function inside(entries: readonly Entry[], index: number, indent: number): Entry[] {
  let end = index + 1
  while (end < entries.length && (entries[end]?.indent ?? 0) > indent) end++
  return entries.slice(index + 1, end).map((found) => ({ ...found, indent: Infinity }))
}

const isOutside = (found: Entry | undefined, indent: number): boolean =>
  found === undefined || found.indent < indent
const startsItem = (found: Entry | undefined, indent: number): boolean =>
  found?.item === true && found.indent <= indent

function isSecret(block: readonly Entry[]): boolean {
  return block.some(({ key, value, indent }) => key === 'kind' && value === 'Secret' && indent !== Infinity)
}

function valuesOf(block: readonly Entry[], isMarker: IsMarker): UnparsedValue[] {
  return block
    .filter(
      ({ indent, key, value }) => indent === Infinity && isValue(value) && !isElided(key, value, isMarker),
    )
    .map(({ key, value, line }) => ({ key, value, encoded: /^[A-Za-z0-9+/]{4,}={0,2}$/.test(value), line }))
}

/** Not the beginning of an object, and not what a chart or a template fills in later. */
const isValue = (value: string) => value !== '{' && !/^["']?\{\{/.test(value)
