import { loadAll } from 'js-yaml'
import { readPlainYaml } from '../../lib/plain-yaml/read-plain-yaml.js'
import { yamlProblem } from '../../lib/yaml-problem.js'
import { tooDeep } from './piece.js'
import type { Piece, Problem } from './piece.js'

/** A text of one document or more that begins at that line. */
export function parseYaml(text: string, line: number): Piece {
  const plain = readPlainYaml(text)
  if (plain) return { text, line, documents: plain, aliases: false }
  const documents: unknown[] = []
  const error = earlyError(text) ?? errorOf(() => loadAll(text, (document) => void documents.push(document)))
  if (error === undefined) return { text, line, documents, aliases: text.includes('*') }
  return { text, line, documents: [], aliases: false, problem: describe(error, line) }
}

/** As much of a long text is tried first, and what goes wrong in it before its last part goes wrong in the whole as well. */
const beginning = { most: 64 * 1024, last: 8 * 1024 }

/** Most texts that are no YAML are none from the beginning, and telling of an error takes js-yaml as long as the text is. */
function earlyError(text: string): unknown {
  if (text.length < 4 * beginning.most) return undefined
  const error = errorOf(() => loadAll(text.slice(0, beginning.most), () => {}))
  const { position } = (error as { mark?: { position?: number } } | undefined)?.mark ?? {}
  return position !== undefined && position < beginning.most - beginning.last ? error : undefined
}

function errorOf(read: () => unknown): unknown {
  try {
    read()
    return undefined
  } catch (error) {
    return error
  }
}

/** What js-yaml says, without the excerpt that its message has: that may hold a secret. */
function describe(error: unknown, first: number): Problem {
  if (error instanceof RangeError) return tooDeep
  const problem = yamlProblem(error)
  if (!problem) throw error
  const { reason, line } = problem
  return { reason, ...(line === undefined ? {} : { line: line + first - 1 }) }
}
