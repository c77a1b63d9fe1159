import { readFile } from 'node:fs/promises'
import { ExpectedError } from '../model/errors.js'
import type { ConfigDocument } from './document.js'
import { parseDocument } from './document.js'
import type { ConfigProblem } from './problem.js'
import { ConfigError, sortProblems } from './problem.js'
import type { Validator } from './validate.js'

/** No file that a person writes is larger. */
const maxBytes = 1024 * 1024

export interface Loaded<T> {
  value: T
  document: ConfigDocument
}

/** Semantic checks: they get whatever was written, also where the schema found errors in it. */
export type Check = (document: ConfigDocument) => ConfigProblem[] | Promise<ConfigProblem[]>

/** Reads a YAML file. Throws `config.not-found`; what is wrong with the YAML is in the document. */
export async function readDocument(file: string): Promise<ConfigDocument> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw notReadable(file, error)
  })
  const whole = (message: string) => [{ file, line: 1, column: 1, path: '', message }]
  if (bytes.length > maxBytes) throw new ConfigError(whole(`the file is larger than ${maxBytes} bytes`))
  try {
    return parseDocument(file, new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    if (error instanceof TypeError) throw new ConfigError(whole('the file is not UTF-8'))
    throw error
  }
}

/**
 * Reads a YAML file, holds it against its schema and the checks, and throws one `ConfigError` with every problem, or
 * `config.not-found`.
 */
export async function loadYaml<T>(
  file: string,
  validator: Validator<T>,
  checks: Check[] = [],
): Promise<Loaded<T>> {
  return hold(await readDocument(file), validator, checks)
}

/** The same for a text that is not in the file yet: nothing is written that could not be read again. */
export async function parseYaml<T>(
  file: string,
  text: string,
  validator: Validator<T>,
  checks: Check[] = [],
): Promise<Loaded<T>> {
  return hold(parseDocument(file, text), validator, checks)
}

async function hold<T>(
  document: ConfigDocument,
  validator: Validator<T>,
  checks: Check[],
): Promise<Loaded<T>> {
  const problems = [...document.problems]
  if (problems.length === 0) {
    problems.push(...validator.validate(document))
    for (const check of checks) problems.push(...(await check(document)))
  }
  if (problems.length === 0 && validator.is(document.value)) return { value: document.value, document }
  throw new ConfigError(sortProblems(problems))
}

function notReadable(file: string, cause: NodeJS.ErrnoException): ExpectedError {
  const missing = cause.code === 'ENOENT' || cause.code === 'ENOTDIR'
  return new ExpectedError({
    code: missing ? 'config.not-found' : 'config.unreadable',
    message: missing ? `there is no file ${file}` : `${file} cannot be read: ${cause.message}`,
    next: missing ? 'Check the path.' : 'Check what it is and that you may read it.',
    exitCode: 2,
    cause,
  })
}
