import picomatch from 'picomatch'
import { canonicalJson } from '../lib/digest.js'
import { nearest } from '../lib/nearest.js'
import type { ExpectedFiles } from '../model/expected-files.js'
import { ExpectedFiles as schema } from '../model/expected-files.js'
import type { ConfigDocument, DocumentPath } from './document.js'
import { formats } from './formats.js'
import { loadYaml, parseYaml } from './load-document.js'
import type { ConfigProblem } from './problem.js'
import { selectAll, selectTexts } from './select.js'
import { createValidator } from './validate.js'

const validator = createValidator(schema)

/** What `{...}` in a path is filled in with; `for:` gives the last one too. */
const variables = ['namespace', 'isv', 'operatorVersion']
const liveVariables = [...variables, 'name']

/** Reads `expected-files.yaml`. Throws `ConfigError` with every problem, or `config.not-found`. */
export async function loadExpectedFiles(file: string): Promise<ExpectedFiles> {
  return (await loadYaml(file, validator, [check])).value
}

/** The same for the text that is to become the file. Throws `ConfigError`. */
export async function parseExpectedFiles(file: string, text: string): Promise<ExpectedFiles> {
  return (await parseYaml(file, text, validator, [check])).value
}

function check(document: ConfigDocument): ConfigProblem[] {
  const entries = selectAll(document, 'files.*')
  return [
    ...entries.flatMap(({ path, value }) => checkEntry(document, path, value as Partial<Entry> | null)),
    ...selectTexts(document, 'forbidden.*').flatMap(({ path, text }) =>
      checkGlob(document, path, text, variables),
    ),
    ...doubles(document, entries),
  ]
}

interface Entry {
  path: unknown
  for: unknown
  min: unknown
  max: unknown
  when: unknown
}

function checkEntry(
  document: ConfigDocument,
  at: DocumentPath,
  entry: Partial<Entry> | null,
): ConfigProblem[] {
  const { path, min = 1, max, for: live } = entry ?? {}
  const problems: ConfigProblem[] = []
  if (typeof path === 'string') {
    const known = live === undefined ? variables : liveVariables
    problems.push(...checkGlob(document, [...at, 'path'], path, known))
  }
  if (typeof min === 'number' && typeof max === 'number' && min > max) {
    problems.push(document.problem({ path: [...at, 'max'], message: `is ${max}, fewer than min, ${min}` }))
  }
  return problems
}

function checkGlob(
  document: ConfigDocument,
  path: DocumentPath,
  text: string,
  known: readonly string[],
): ConfigProblem[] {
  if (text === '') return []
  const unknown = [...text.matchAll(/\{([^{},]*)\}/g)]
    .map(([, name = '']) => name)
    .filter((name) => !known.includes(name))
  const problems = unknown.map((name) =>
    document.problem({
      path,
      message: `there is no variable {${name}}${name === 'name' ? ' without "for"' : ''}`,
      expected: `one of ${known.map((variable) => `{${variable}}`).join(', ')}`,
      nearest: nearest(name, known),
    }),
  )
  const message = wrongGlob(text)
  return message === undefined ? problems : [...problems, document.problem({ path, message })]
}

function wrongGlob(text: string): string | undefined {
  if (formats['relative-path']?.valid(text) !== true) {
    return `"${text}" is not valid; expected a glob over a path inside the must-gather folder, without ".." and "/" first`
  }
  // Paths that are matched have neither, so that such a glob would never match.
  if (/^\.\/|\/\/|\/$/.test(text))
    return `"${text}" matches nothing: leave out "./", "//" and a "/" at the end`
  try {
    picomatch.makeRe(text, { strictBrackets: true })
    return undefined
  } catch (error) {
    return `"${text}" is not a glob: ${(error as Error).message}`
  }
}

/** Two entries for one path, under the same conditions, would contradict or repeat each other. */
function doubles(
  document: ConfigDocument,
  entries: readonly { path: DocumentPath; value: unknown }[],
): ConfigProblem[] {
  const seen = new Map<string, number>()
  return entries.flatMap(({ path, value }, index) => {
    const { path: glob, when, for: live } = (value ?? {}) as Partial<Entry>
    if (typeof glob !== 'string') return []
    const key = canonicalJson([glob, when, live])
    const before = seen.get(key)
    if (before === undefined) seen.set(key, index)
    const message = `"${glob}" is there before, as item ${(before ?? 0) + 1}`
    return before === undefined ? [] : [document.problem({ path: [...path, 'path'], message })]
  })
}
