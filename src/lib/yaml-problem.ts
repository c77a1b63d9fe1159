import { YAMLException } from 'js-yaml'

export interface YamlProblem {
  /** In words that are none of the text's. */
  reason: string
  /** 1-based; where the parser has no place to blame, there is none. */
  line?: number
}

/** What js-yaml found wrong with a text; `undefined` for an error that is of something else. */
export function yamlProblem(error: unknown): YamlProblem | undefined {
  // It takes any value for what its tag says: `!!binary` of a date, `!!float` of a number that it has read.
  if (error instanceof TypeError) return { reason: 'a value is not what its tag says' }
  if (!(error instanceof YAMLException)) return undefined
  const mark = error.mark as { line: number } | undefined
  return { reason: withoutQuotes(error.reason), ...(mark ? { line: mark.line + 1 } : {}) }
}

/** Some reasons name a tag, an alias or a character in angle brackets or quotes: those are the text's own words. */
function withoutQuotes(reason: string): string {
  return reason.replace(/(["<]).{0,256}?[">]/g, '$1…').slice(0, 120)
}
