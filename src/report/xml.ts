import { printable } from '../lib/printable.js'

/**
 * XML as nested elements. The JUnit libraries at hand cannot say why a test was skipped, so this is a writer of our own;
 * it takes any text: what XML 1.0 forbids is written out as `\u{1B}`.
 */
export interface XmlElement {
  name: string
  attributes: Record<string, string>
  children: XmlElement[] | string
}

export function element(
  name: string,
  attributes: Record<string, string | undefined> = {},
  children: XmlElement[] | string = [],
): XmlElement {
  const given = Object.entries(attributes).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return { name, attributes: Object.fromEntries(given), children }
}

/** The document as UTF-8 text, indented; the text of an element is kept as it is. */
export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${write(root, '')}\n`
}

function write({ name, attributes, children }: XmlElement, indent: string): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`)
  const open = `${indent}<${name}${pairs.join('')}`
  if (children.length === 0) return `${open}/>`
  if (typeof children === 'string') return `${open}>${escapeText(children)}</${name}>`
  const inner = children.map((child) => write(child, `${indent}  `))
  return [`${open}>`, ...inner, `${indent}</${name}>`].join('\n')
}

// `>` too, as `]]>` may not stand in text.
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escapeText(text: string): string {
  return printable(text).replace(/[&<>]/g, (character) => entities[character] ?? character)
}

/** A parser turns line ends and tabs of an attribute into blanks unless they are written as references. */
function escapeAttribute(text: string): string {
  return printable(text)
    .replace(/[&<>"]/g, (character) => entities[character] ?? character)
    .replaceAll('\n', '&#10;')
    .replaceAll('\t', '&#9;')
}
