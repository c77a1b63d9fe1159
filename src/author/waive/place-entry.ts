import type { Document, YAMLMap, YAMLSeq } from 'yaml'
import { isMap, isScalar, parseDocument, stringify } from 'yaml'
import type { Waiver } from '../../model/waivers.js'

/** A part of the text that is replaced; `from === to` inserts. */
interface Edit {
  from: number
  to: number
  text: string
}

/**
 * The text of waivers.yaml with an entry more, at the end of its list, below a line of comment. Everything else stays as
 * it was typed where the list is laid out as lists are; else comments and order stay, and the layout becomes the usual one.
 * The text must be valid.
 */
export function addEntry(text: string, entry: Waiver, comment: string): string {
  const document = parseDocument(text)
  const wanted = (document.toJS() as { waivers: Waiver[] }).waivers.concat(entry)
  const list = document.get('waivers') as YAMLSeq
  const edited = edit(text, appended(text, list, entry, comment))
  if (holds(edited, wanted)) return edited
  const item = document.createNode(entry)
  item.commentBefore = ` ${comment}`
  list.flow = false
  list.items.push(item)
  return render(document)
}

/** The text of waivers.yaml in which the entry for the same finding has another reason and date. */
export function renewEntry(text: string, entry: Waiver): string {
  const document = parseDocument(text)
  const wanted = (document.toJS() as { waivers: Waiver[] }).waivers.map((one) =>
    isSame(one, entry) ? entry : one,
  )
  const list = document.get('waivers') as YAMLSeq<YAMLMap>
  const item = list.items.find((one) => isMap(one) && isSame(one.toJSON() as Waiver, entry))
  const edited = edit(
    text,
    (['reason', 'expires'] as const).flatMap((key) => {
      const node = item?.get(key, true)
      return isScalar(node) && node.range
        ? [{ from: node.range[0], to: node.range[1], text: scalar(entry[key]) }]
        : []
    }),
  )
  if (holds(edited, wanted)) return edited
  item?.set('reason', entry.reason)
  item?.set('expires', entry.expires)
  return render(document)
}

export const isSame = (
  a: Pick<Waiver, 'check' | 'fingerprint'>,
  b: Pick<Waiver, 'check' | 'fingerprint'>,
): boolean => a.check === b.check && a.fingerprint === b.fingerprint

const render = (document: Document): string => document.toString({ lineWidth: 0, singleQuote: true })

function appended(text: string, list: YAMLSeq, entry: Waiver, comment: string): Edit[] {
  const [from, to] = list.range ?? [0, 0]
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  if (list.items.length === 0) {
    // `waivers: []` becomes a list below; what stands behind the brackets stays in its line.
    const end = endOfLine(text, to)
    const behind = text.slice(to, end).trim()
    const kept = `${behind === '' ? '' : ` ${behind}`}${newline}`
    return [
      {
        from: text.slice(0, from).trimEnd().length,
        to: end,
        text: kept + block(entry, comment, '  ', newline).trimEnd(),
      },
    ]
  }
  // Behind the last line of the last item; the range of a list ends where the next thing begins.
  const last = text.slice(from, to).trimEnd().length + from
  const at = endOfLine(text, last)
  const indent = ' '.repeat(columnOf(text, from))
  return [{ from: at, to: at, text: newline + block(entry, comment, indent, newline).trimEnd() }]
}

function block(entry: Waiver, comment: string, indent: string, newline: string): string {
  const { check, fingerprint, reason, expires } = entry
  return [
    `${indent}# ${comment}`,
    `${indent}- check: ${scalar(check)}`,
    `${indent}  fingerprint: ${scalar(fingerprint)}`,
    `${indent}  reason: ${scalar(reason)}`,
    `${indent}  expires: ${scalar(expires)}`,
    '',
  ].join(newline)
}

/** Quoted where it would be read as something else: a fingerprint of digits alone is no number. */
const scalar = (text: string): string => stringify(text, { lineWidth: 0, singleQuote: true }).trimEnd()

/** Where the line ends, before its line feed. */
function endOfLine(text: string, from: number): number {
  const at = /\r?\n|$/.exec(text.slice(from))?.index ?? 0
  return from + at
}

const columnOf = (text: string, at: number): number => at - (text.lastIndexOf('\n', at - 1) + 1)

const edit = (text: string, edits: readonly Edit[]): string =>
  [...edits]
    .sort((a, b) => b.from - a.from)
    .reduce((result, { from, to, text: by }) => result.slice(0, from) + by + result.slice(to), text)

/** Whether the text is YAML whose list is exactly this. */
function holds(text: string, wanted: readonly Waiver[]): boolean {
  const document = parseDocument(text)
  if (document.errors.length > 0) return false
  const { waivers } = document.toJS() as { waivers?: Waiver[] }
  const plain = (list: readonly Waiver[] = []) =>
    JSON.stringify(
      list.map(({ check, fingerprint, reason, expires }) => [check, fingerprint, reason, expires]),
    )
  return plain(waivers) === plain(wanted)
}
