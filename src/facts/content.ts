import yaml from 'js-yaml'
import { yamlProblem } from '../lib/yaml-problem.js'
import type { ContentFact } from '../model/facts.js'
import { isObject, lostItsKind, lostItsStatus, objectsOf } from './kubernetes-objects.js'

/** What a file must be: YAML (of which JSON is a part), JSON alone, or either with Kubernetes objects in it. */
export type DocumentFormat = 'yaml' | 'json' | 'objects'

/** Parses YAML (one or many documents) or JSON, and counts the Kubernetes objects in it, those of lists included. */
export function readContent(path: string, text: string, format: DocumentFormat): ContentFact {
  try {
    return isJson(path, text, format) ? readJson(text) : readYaml(text)
  } catch (error) {
    // Both parsers go down as deep as the text does.
    if (!(error instanceof RangeError)) throw error
    return { problem: 'nested too deeply', truncated: false }
  }
}

const isJson = (path: string, text: string, format: DocumentFormat) =>
  format === 'json' || /\.json$/i.test(path) || (!/\.ya?ml$/i.test(path) && /^\s*[[{]/.test(text))

function readJson(text: string): ContentFact {
  try {
    return { objects: objectsOf(JSON.parse(text)) }
  } catch (error) {
    if (error instanceof RangeError) throw error
    const { message } = error as Error
    const line = lineOf(message, text)
    const truncated = /Unexpected end|Unterminated string/.test(message)
    return {
      problem: truncated ? 'the JSON ends in the middle' : 'not JSON',
      truncated,
      ...(line === undefined ? {} : { line }),
    }
  }
}

/** V8 names a position, or says that the input ended, or neither: then the parser of YAML, which JSON is, tells. */
function lineOf(message: string, text: string): number | undefined {
  const position = /position (\d+)/.exec(message)?.[1]
  if (position !== undefined) return lineAt(text, Number(position))
  if (message.includes('Unexpected end')) return lineAt(text, text.trimEnd().length)
  try {
    yaml.load(text, { schema: plain, json: true })
  } catch (error) {
    return yamlProblem(error)?.line
  }
  return undefined
}

/** Timestamps stay text; merge keys are not followed. */
const plain = yaml.CORE_SCHEMA

function readYaml(text: string): ContentFact {
  const lines = text.trimEnd().split('\n').length
  try {
    const documents = yaml.loadAll(text, undefined, { schema: plain })
    if (endsInTheMiddle(text, documents)) return cutYaml(lines)
    const isText = documents.some((document) => typeof document === 'string')
    if (isText) return { problem: 'text that is neither a mapping nor a list', truncated: false, line: 1 }
    return { objects: objectsOf(documents) }
  } catch (error) {
    const broken = yamlProblem(error)
    if (!broken) throw error
    const { reason, line = 1 } = broken
    // A document that fails on its last line, which has no end, was cut.
    if (line >= lines && !text.endsWith('\n')) return cutYaml(lines)
    return { problem: reason, truncated: false, line: Math.min(line, lines) }
  }
}

const cutYaml = (line: number): ContentFact => ({
  problem: 'the YAML ends in the middle',
  truncated: true,
  line,
})

/** What was cut may still parse: a list without its kind, or an object without its status and the end of its last line. */
function endsInTheMiddle(text: string, documents: readonly unknown[]): boolean {
  const last = documents.at(-1)
  return isObject(last) && (lostItsKind(last) || (!text.endsWith('\n') && lostItsStatus(last)))
}

function lineAt(text: string, position: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < position; at = text.indexOf('\n', at + 1)) line++
  return line
}
