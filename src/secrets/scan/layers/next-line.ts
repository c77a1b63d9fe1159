/** Where the text of the next line begins, where nothing but a line's end lies between. */
export function nextLine(bytes: Buffer, at: number): number | undefined {
  let next = at
  if (bytes[next] === 0x0d) next++
  if (bytes[next] !== 0x0a) return undefined
  next++
  for (let i = 0; i < 64 && (bytes[next] === 0x20 || bytes[next] === 0x09); i++) next++
  return next
}
