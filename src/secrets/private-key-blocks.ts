const marker = /-----(BEGIN|END) [A-Z ]{0,40}PRIVATE KEY[A-Z ]{0,20}-----/g
const ofBody = /[A-Za-z0-9+/=\r\n]/

/**
 * The text with each private key in PEM replaced as a block. Two that a program printed to both of its streams may lie in
 * each other's lines: a block ends where every key in it has ended. A key without end reaches to the end of the text, and
 * one whose beginning was cut off begins with the first line that can be of it.
 */
export function withoutPrivateKeys(text: string, replacement: string): string {
  let kept = ''
  let from = 0
  let open = 0
  for (const { 0: found, 1: edge, index } of text.matchAll(marker)) {
    if (edge === 'BEGIN') {
      if (open++ === 0) kept += text.slice(from, index) + replacement
      continue
    }
    if (open === 0) kept += withoutBody(text.slice(from, index)) + replacement
    open = Math.max(0, open - 1)
    if (open === 0) from = index + found.length
  }
  return open > 0 ? kept : kept + text.slice(from)
}

/** Not by an expression: one that looks for an end tries every beginning. */
function withoutBody(text: string): string {
  let end = text.length
  while (end > 0 && ofBody.test(text.charAt(end - 1))) end--
  return text.slice(0, end)
}
