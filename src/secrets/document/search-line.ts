export interface Searched {
  key: string
  value: string
  name: string
}

/** How often the whole text is searched for a value that does not stand after the one before it. */
const mostReturns = 64

/**
 * Finds the lines of values by what they look like, for texts that are too long to be read with positions. Values come
 * in the order of the text, so that each is looked for after the one before it.
 */
export function createLineSearch(text: string): (searched: Searched) => number {
  let at = 0
  let line = 1
  let returns = 0
  const goTo = (offset: number) => {
    if (offset < at) [at, line] = [0, 1]
    for (let next = text.indexOf('\n', at); next >= 0 && next < offset; next = text.indexOf('\n', next + 1)) {
      line++
      at = next + 1
    }
    return line
  }
  return ({ key, value, name }) => {
    const wanted = value.length >= 8 ? (value.split('\n', 1)[0] ?? value) : key
    const ahead = text.indexOf(wanted, at)
    if (ahead >= 0) return goTo(ahead)
    if (++returns > mostReturns) return line
    return goTo(text.indexOf(wanted, Math.max(0, text.indexOf(`name: ${name}`) - 20_000)))
  }
}
