/** Finds the line of a value by what it looks like: for texts that are too long to be read with positions. */
export function searchLine(
  text: string,
  { key, value, name }: { key: string; value: string; name: string },
): number {
  const whole = value.length >= 8 ? text.indexOf(value.split('\n', 1)[0] ?? value) : -1
  const byKey = whole >= 0 ? whole : text.indexOf(key, Math.max(0, text.indexOf(`name: ${name}`) - 20_000))
  return lineAt(text, byKey)
}

function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}
