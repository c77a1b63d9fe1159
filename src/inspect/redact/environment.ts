import { loadAll, dump } from 'js-yaml'
import { unwrap } from '../../elide/unwrap.js'
import { redacted } from './marker.js'

/** Whether a text may hold the environment of a container, however often it was quoted: a cheap test that is never wrong about a no. */
const mention = /(?:^|[\s{,\\"'-])env["'\\]{0,16}\s*:/
const mentionsEnvironment = (text: string): boolean => text.includes('env') && mention.test(text)

const holdsConfigMap = /^kind: *["']?ConfigMap/m

/** An entry of `env` without its value; references to other objects stay. */
export function withoutValue(item: unknown): unknown {
  const { value } = (item ?? {}) as { value?: unknown }
  const isEmpty = value === undefined || value === null || value === '' || value === redacted
  return isEmpty ? item : { ...(item as object), value: redacted }
}

/**
 * A text in which environments have no values: `clean` sees each document in it. What is packed is not written anew, but goes
 * as a whole; of what is no document at all the lines that look like values go.
 */
export function withoutEnvironment(text: string, clean: (document: unknown) => unknown): string {
  const json = cleanJson(text, clean)
  if (json !== undefined) return json
  const mentions = mentionsEnvironment(text)
  const yaml = mentions || holdsConfigMap.test(text) ? cleanYaml(text, clean) : undefined
  return yaml ?? (mentions ? withoutValueLines(text) : withoutPacked(text))
}

function withoutPacked(text: string): string {
  let unread = false
  const hidden = unwrap(text, () => (unread = true))?.text
  const isLeak = hidden !== undefined && (mentionsEnvironment(hidden) || withoutPacked(hidden) !== hidden)
  return isLeak || unread ? `${Buffer.byteLength(text)} bytes long` : text
}

function cleanJson(text: string, clean: (document: unknown) => unknown): string | undefined {
  if (!/^\s*[[{"]/.test(text)) return undefined
  try {
    const document: unknown = JSON.parse(text)
    const cleaned = clean(document)
    return cleaned === document ? text : JSON.stringify(cleaned)
  } catch {
    return undefined
  }
}

function cleanYaml(text: string, clean: (document: unknown) => unknown): string | undefined {
  try {
    const documents: unknown[] = loadAll(text)
    if (!documents.some((document) => typeof document === 'object' && document !== null)) return undefined
    const cleaned = documents.map(clean)
    const isSame = cleaned.every((document, index) => document === documents[index])
    return isSame ? text : cleaned.map((document) => dump(document, { lineWidth: -1 })).join('---\n')
  } catch {
    return undefined
  }
}

const quotedValue = /(\\*["']value\\*["']\s*:\s*)(\\*["'])([^]*?)(?:\2|$)/g
const valueLine = /^(\s*(?:- )?)(["']?value["']?\s*:\s*)\S/

/** Text that is cut, or has a document amid other words. */
function withoutValueLines(text: string): string {
  const lines = text.replace(quotedValue, `$1$2${redacted}$2`).split('\n')
  let below = Infinity
  return lines
    .flatMap((line) => {
      const indent = line.search(/\S/)
      // A value of several lines goes on below its key.
      if (indent > below) return []
      below = Infinity
      const [, margin, key] = valueLine.exec(line) ?? []
      if (margin === undefined || key === undefined) return [withoutFlow(line)]
      below = margin.length
      return [`${margin}${key}${redacted}`]
    })
    .join('\n')
}

/** `env: [{name: A, value: b}]` on one line. */
function withoutFlow(line: string): string {
  return line.replace(/((?:^|[\s{,-])env["']?\s*:\s*\[).*/, `$1${redacted}]`)
}
