// All zero between calls: this is asked of every candidate, and memory for each would cost more than the sum.
const counts = new Uint16Array(256)
/** n * log2(n) of the counts that texts have. */
const bitsOf = Float64Array.from({ length: 1024 }, (_, n) => (n === 0 ? 0 : n * Math.log2(n)))

/** Shannon entropy of the text's bytes, in bits for each; `text` holds one byte per character. */
export function entropy(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const at = text.charCodeAt(i) & 255
    counts[at] = (counts[at] ?? 0) + 1
  }
  let sum = 0
  for (let i = 0; i < text.length; i++) {
    const at = text.charCodeAt(i) & 255
    const count = counts[at] ?? 0
    // Each byte is counted once.
    sum += bitsOf[count] ?? count * Math.log2(count)
    counts[at] = 0
  }
  return text.length === 0 ? 0 : Math.log2(text.length) - sum / text.length
}

const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/]

/** How many of the classes lower case, upper case, digit and symbol the text uses. */
export function characterClasses(text: string): number {
  let count = 0
  for (const characters of classes) if (characters.test(text)) count++
  return count
}

/** Whether the text varies as much as a generated value of its length does, leaving out `aaaa…` and `abcdef…`. */
export function isRandomEnough(text: string): boolean {
  if (text.length < 8) return false
  return entropy(text) >= Math.min(3, Math.log2(text.length) * 0.62) && steps(text) < text.length * 0.5
}

/** How many characters only repeat or follow the one before them. */
function steps(text: string): number {
  let count = 0
  for (let i = 1; i < text.length; i++) {
    const step = text.charCodeAt(i) - text.charCodeAt(i - 1)
    if (step >= -1 && step <= 1) count++
  }
  return count
}
