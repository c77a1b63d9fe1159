import yaml from 'js-yaml'
import type { ContentFact } from '../model/facts.js'

type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Parses YAML (one or many documents) or JSON, and counts the Kubernetes objects in it, those of lists included. */
export function readContent(path: string, text: string): ContentFact {
  return isJson(path, text) ? readJson(text) : readYaml(text)
}

const isJson = (path: string, text: string) =>
  /\.json$/i.test(path) || (!/\.ya?ml$/i.test(path) && /^\s*[[{]/.test(text))

function readJson(text: string): ContentFact {
  try {
    return { objects: objectsOf(JSON.parse(text)) }
  } catch (error) {
    const position = positionOf(error, text)
    const truncated = position >= text.trimEnd().length
    return {
      problem: truncated ? 'the JSON ends in the middle' : 'not JSON',
      truncated,
      line: lineAt(text, position),
    }
  }
}

/** V8 names a position, or says that the input ended. */
function positionOf(error: unknown, text: string): number {
  const message = error instanceof Error ? error.message : ''
  const position = /position (\d+)/.exec(message)?.[1]
  if (/Unexpected end|Unterminated string/.test(message)) return text.length
  return position === undefined ? 0 : Number(position)
}

function readYaml(text: string): ContentFact {
  try {
    return { objects: yaml.loadAll(text, undefined, { schema: plain }).flatMap(objectsOf) }
  } catch (error) {
    if (!(error instanceof yaml.YAMLException)) throw error
    const { line } = error.mark ?? { line: 0 }
    const lines = text.trimEnd().split('\n').length
    // oc ends what it writes with a newline: a document that fails on its last line without one was cut.
    const truncated = line + 1 >= lines && !text.endsWith('\n')
    return {
      problem: truncated ? 'the YAML ends in the middle' : error.reason,
      truncated,
      line: Math.min(line + 1, lines),
    }
  }
}

/** Timestamps stay text; merge keys are not followed. */
const plain = yaml.CORE_SCHEMA

function objectsOf(document: unknown): { apiVersion: string; kind: string }[] {
  if (Array.isArray(document)) return document.flatMap(objectsOf)
  if (!isObject(document) || typeof document['kind'] !== 'string') return []
  const { kind, apiVersion, items } = document
  if (kind.endsWith('List') && Array.isArray(items)) {
    // The items of a typed list need not name their kind.
    const itemKind = kind === 'List' ? undefined : kind.slice(0, -'List'.length)
    return items.flatMap((item) => {
      if (!isObject(item)) return []
      return objectsOf(itemKind ? { apiVersion, kind: itemKind, ...item } : item)
    })
  }
  return [{ apiVersion: typeof apiVersion === 'string' ? apiVersion : '', kind }]
}

function lineAt(text: string, position: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < position; at = text.indexOf('\n', at + 1)) line++
  return line
}
