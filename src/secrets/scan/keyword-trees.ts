import type { Keyword } from './keyword-search.js'

/** Keywords by their characters, several trees of them: what keywords begin with is compared once for all. */
export interface KeywordTrees {
  /** Calls with the index of each keyword of one tree that stands at a place. */
  readonly find: (
    tree: number,
    bytes: Uint8Array,
    at: number,
    onFound: (index: number, at: number) => void,
  ) => void
}

/**
 * `treesOf` says in which trees a keyword is looked for. Nodes are numbers from 1 on, and 0 is none: there are as many
 * lookups as there are beginnings of keywords in a text.
 */
export function createKeywordTrees(
  keywords: readonly Keyword[],
  trees: number,
  treesOf: (keyword: Keyword) => Iterable<number>,
): KeywordTrees {
  const roots = new Array<number>(trees).fill(0)
  const nodes = { byte: [0], child: [0], sibling: [0], ends: [[]] as number[][] }

  const enter = (tree: number, keyword: Keyword, index: number) => {
    let node = 0
    for (const written of Buffer.from(keyword.text, 'latin1')) {
      const byte = lowerCase[written] as number
      const first = (node === 0 ? roots[tree] : nodes.child[node]) as number
      let next = first
      while (next !== 0 && nodes.byte[next] !== byte) next = nodes.sibling[next] as number
      if (next === 0) {
        next = nodes.byte.push(byte) - 1
        nodes.child.push(0)
        nodes.sibling.push(first)
        nodes.ends.push([])
        if (node === 0) roots[tree] = next
        else nodes.child[node] = next
      }
      node = next
    }
    nodes.ends[node]?.push(index)
  }
  for (const [index, keyword] of keywords.entries())
    for (const tree of treesOf(keyword)) enter(tree, keyword, index)

  const root = Uint16Array.from(roots)
  const byteOf = Uint8Array.from(nodes.byte)
  const child = Uint16Array.from(nodes.child)
  const sibling = Uint16Array.from(nodes.sibling)
  // Of each node the first keyword that ends there, and of each keyword the next one that ends where it does.
  const ends = Int16Array.from(nodes.ends, ([first = none]) => first)
  const others = new Int16Array(keywords.length).fill(none)
  for (const indexes of nodes.ends) indexes.forEach((index, at) => (others[index] = indexes[at + 1] ?? none))
  const written = keywords.map(({ text, ignoreCase }) =>
    ignoreCase ? undefined : Buffer.from(text, 'latin1'),
  )

  return {
    find(tree, bytes, from, onFound) {
      let node = root[tree] as number
      for (let at = from; node !== 0 && at < bytes.length; at++) {
        const byte = lowerCase[bytes[at] as number] as number
        while (byteOf[node] !== byte) {
          node = sibling[node] as number
          if (node === 0) return
        }
        for (let index = ends[node] as number; index !== none; index = others[index] as number) {
          const exact = written[index]
          if (!exact || stands(exact, bytes, from)) onFound(index, from)
        }
        node = child[node] as number
      }
    },
  }
}

const none = -1

function stands(exact: Uint8Array, bytes: Uint8Array, from: number): boolean {
  for (let i = 0; i < exact.length; i++) if (bytes[from + i] !== exact[i]) return false
  return true
}

/** Only letters of ASCII have a lower case. */
const lowerCase = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte,
)
