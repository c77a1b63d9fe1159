/** Thrown for a `${` that does not end or says what Docker does not know. */
export class SubstitutionError extends Error {}

/**
 * Replaces `$X`, `${X}`, `${X:-default}`, `${X-default}`, `${X:+other}` and `${X+other}`, as a Dockerfile has them.
 * `\$` stays a dollar sign; nothing is replaced inside single quotes. Quotes are left for the caller.
 */
export function substitute(text: string, lookup: (name: string) => string | undefined): string {
  let out = ''
  let quote = ''
  for (let i = 0; i < text.length;) {
    const char = text[i] ?? ''
    if (char === '\\' && text[i + 1] === '$') {
      out += '$'
      i += 2
    } else if (char === '$' && quote !== "'") {
      const { value, next } = expand(text, i, lookup)
      out += value
      i = next
    } else {
      if (char === quote) quote = ''
      else if (quote === '' && (char === "'" || char === '"')) quote = char
      out += char
      i++
    }
  }
  return out
}

function expand(
  text: string,
  at: number,
  lookup: (name: string) => string | undefined,
): { value: string; next: number } {
  const plain = /^\$([A-Za-z_]\w*)/.exec(text.slice(at))
  if (plain) return { value: lookup(plain[1] ?? '') ?? '', next: at + plain[0].length }
  if (text[at + 1] !== '{') return { value: '$', next: at + 1 }
  const end = closingBrace(text, at + 2)
  const inner = text.slice(at + 2, end)
  const [, name = '', operator = '', word = ''] = /^(\w+)(:?[-+])?([\s\S]*)$/.exec(inner) ?? []
  if (name === '' || (operator === '' && word !== ''))
    throw new SubstitutionError(`cannot replace \${${inner}}`)
  const found = lookup(name)
  const has = operator.startsWith(':') ? found !== undefined && found !== '' : found !== undefined
  const alternative = () => substitute(word, lookup)
  if (operator.endsWith('+')) return { value: has ? alternative() : '', next: end + 1 }
  return { value: has ? (found ?? '') : operator === '' ? '' : alternative(), next: end + 1 }
}

function closingBrace(text: string, start: number): number {
  let depth = 1
  for (let i = start; i < text.length; i++) {
    if (text[i] === '{') depth++
    else if (text[i] === '}' && --depth === 0) return i
  }
  throw new SubstitutionError('a ${ has no closing brace')
}
