const marker = /-----(BEGIN|END) [A-Z ]{0,40}PRIVATE KEY[A-Z ]{0,20}-----/g

/**
 * The text with each private key in PEM replaced as a block. Two that a program printed to both of its streams may lie in
 * each other's lines: a block ends where every key in it has ended, and a key without end reaches to the end of the text.
 */
export function withoutPrivateKeys(text: string, replacement: string): string {
  let kept = ''
  let from = 0
  let open = 0
  for (const { 0: found, 1: edge, index } of text.matchAll(marker)) {
    if (edge === 'BEGIN' && open++ === 0) kept += text.slice(from, index) + replacement
    if (edge === 'BEGIN' || open === 0) continue
    if (--open === 0) from = index + found.length
  }
  return open > 0 ? kept : kept + text.slice(from)
}
