import type { Recall } from '../rules/types.js'

/** Longer texts are rare, and judged each time. */
const longest = 160
/** As many answers are kept of one function. */
const most = 4096

/** Keeps what functions say of texts. */
export function createRecall(): Recall {
  const known = new Map<(text: string) => unknown, Map<string, unknown>>()
  return <T>(judge: (text: string) => T, text: string): T => {
    if (text.length > longest) return judge(text)
    let answers = known.get(judge) as Map<string, T> | undefined
    if (!answers) known.set(judge, (answers = new Map<string, T>()))
    const answer = answers.get(text)
    if (answer !== undefined || answers.has(text)) return answer as T
    if (answers.size >= most) answers.clear()
    const found = judge(text)
    answers.set(text, found)
    return found
  }
}
