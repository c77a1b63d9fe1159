type Expand = (text: string) => string

const wordPattern = /(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\]|["'\\])+/g

/** Splits at blanks outside quotes; expands each word, so that a value with blanks stays one; takes quotes away. */
export function splitWords(text: string, expand: Expand): string[] {
  return [...text.matchAll(wordPattern)].map(([raw]) => unquote(expand(raw)))
}

/** `"a b"\ c` as `a b c`. */
export function unquote(raw: string): string {
  return raw.replace(
    /"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/g,
    (_, double?: string, single?: string, escaped?: string) => {
      if (double !== undefined) return double.replace(/\\(["\\$])/g, '$1')
      return single ?? escaped ?? ''
    },
  )
}

/** A JSON array of strings (the exec form), or `undefined` where the text is none and so the shell form. */
export function readJsonForm(text: string): string[] | undefined {
  if (!text.startsWith('[')) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) && value.every((word) => typeof word === 'string') ? value : undefined
  } catch {
    return undefined
  }
}

/** `A=1 B="x y"` as pairs, and the old form `A some text` as one; `undefined` where it is neither. */
export function readPairs(text: string, expand: Expand): [string, string][] | undefined {
  const words = [...text.matchAll(wordPattern)].map(([raw]) => raw)
  if (words.length > 0 && words.every((word) => word.indexOf('=') > 0)) {
    return words.map((word) => {
      const at = word.indexOf('=')
      return [unquote(word.slice(0, at)), unquote(expand(word.slice(at + 1)))]
    })
  }
  const [, name = '', value] = /^([^\s=]+)\s+([\s\S]+)$/.exec(text) ?? []
  return value === undefined ? undefined : [[name, unquote(expand(value))]]
}
