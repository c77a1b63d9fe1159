const isLetter = (char: string) => /\p{L}/u.test(char)
const isDigit = (char: string) => char >= '0' && char <= '9'

/** How many key lists are remembered: objects of one type repeat them thousands of times. */
const remembered = 2000
const plainWords = /^[A-Za-z\0]*$/

export type KeyOrder = (keys: string[]) => readonly string[]

/** A sorter of an object's keys in the order of Go's YAML library, which remembers what it has sorted. */
export function keyOrder(): KeyOrder {
  const known = new Map<string, readonly string[]>()
  return (keys) => {
    if (keys.length < 2) return keys
    const all = keys.join('\0')
    const sorted = known.get(all)
    if (sorted) return sorted
    if (plainWords.test(all)) keys.sort()
    else keys.sort(compareKeys)
    if (known.size < remembered) known.set(all, keys)
    return keys
  }
}

/** Digits as numbers, what is no letter before letters: `f:10` after `f:9`, `.` first. Source: go-yaml v2, keyList.Less. */
export function compareKeys(a: string, b: string): number {
  const end = Math.min(a.length, b.length)
  for (let at = 0; at < end; at++) {
    const left = a.charAt(at)
    const right = b.charAt(at)
    if (left === right) continue
    const letters = [isLetter(left), isLetter(right)]
    if (letters[0] && letters[1]) return left < right ? -1 : 1
    if (letters[0] || letters[1]) return letters[1] ? -1 : 1
    return compareNumbers(a, b, at) || (left < right ? -1 : 1)
  }
  return a.length - b.length
}

function compareNumbers(a: string, b: string, at: number): number {
  const withinNumber = (a[at] === '0' || b[at] === '0') && hasNonZeroDigitBefore(a, at) ? 1 : 0
  const left = numberAt(a, at, withinNumber)
  const right = numberAt(b, at, withinNumber)
  return left.value - right.value || left.end - right.end
}

function hasNonZeroDigitBefore(text: string, at: number): boolean {
  for (let i = at - 1; i >= 0 && isDigit(text.charAt(i)); i--) if (text[i] !== '0') return true
  return false
}

function numberAt(text: string, at: number, start: number): { value: number; end: number } {
  let value = start
  let end = at
  for (; end < text.length && isDigit(text.charAt(end)); end++) value = value * 10 + Number(text[end])
  return { value, end }
}
