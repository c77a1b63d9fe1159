import type { CaptureAtHand } from './at-hand.js'

/** Names of the nodes, from what the capture says of them and from the files that are named after them; longest first. */
export function nodeNames({ live, gather, again, record }: CaptureAtHand): string[] {
  const objects = live.filter(({ kind }) => kind === 'Node').map(({ name }) => name)
  const ran = (record?.gathers ?? []).flatMap(({ node }) => (node === undefined ? [] : [node]))
  const files = [gather, again].flatMap((one) => one?.files ?? [])
  const named = files.flatMap(({ path }) => {
    const name = /(?:^|\/)nodes\/([^/]+)/.exec(path)?.[1]
    return name === undefined ? [] : [name.replace(/\.(?:ya?ml|json|log|txt)$/, '')]
  })
  return [...new Set([...objects, ...ran, ...named])]
    .filter((name) => name.length > 2)
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
}
