/** A strict little XML reader for the tests: throws on anything that is not well-formed XML 1.0 without a DTD. */

export interface XmlNode {
  name: string
  attributes: Record<string, string>
  children: XmlNode[]
  text: string
}

const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

export function parseXml(document: string): XmlNode {
  const bad = forbidden.exec(document)
  if (bad) throw new Error(`forbidden character U+${bad[0].codePointAt(0)?.toString(16)} at ${bad.index}`)
  const top: XmlNode = { name: '#document', attributes: {}, children: [], text: '' }
  const open = [top]
  const token = /<\?xml [^?]*\?>|<\/([\w-]+)>|<([\w-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/)?>|([^<]+)/gy
  while (token.lastIndex < document.length) {
    const at = token.lastIndex
    const match = token.exec(document)
    if (!match) throw new Error(`not well-formed at ${at}: ${document.slice(at, at + 80)}`)
    const [, closed, opened, attributes = '', empty, text] = match
    const current = open.at(-1) as XmlNode
    if (text !== undefined) current.text += decode(text)
    if (closed !== undefined && open.pop()?.name !== closed)
      throw new Error(`</${closed}> closes another element`)
    if (opened === undefined) continue
    const node: XmlNode = { name: opened, attributes: readAttributes(attributes), children: [], text: '' }
    current.children.push(node)
    if (empty === undefined) open.push(node)
  }
  const [root] = top.children
  if (open.length !== 1 || !root || top.children.length !== 1) throw new Error('not one closed root element')
  return root
}

/** All elements of that name, at any depth. */
export function descendants(node: XmlNode, name: string): XmlNode[] {
  return node.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...descendants(child, name),
  ])
}

function readAttributes(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
    key,
    decode(value),
  ])
  if (new Set(pairs.map(([key]) => key)).size !== pairs.length) throw new Error(`repeated attribute:${text}`)
  return Object.fromEntries(pairs) as Record<string, string>
}

function decode(text: string): string {
  if (text.includes(']]>')) throw new Error(']]> in text')
  return text.replace(/&(?:#(\d+)|(\w+));|&/g, (all, code?: string, name?: string) => {
    const character = code === undefined ? entities[name ?? ''] : String.fromCodePoint(Number(code))
    if (character === undefined) throw new Error(`unknown entity: ${all}`)
    return character
  })
}
