import type { StatusFact } from '../model/facts.js'

type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads status.json of a gather (schemaVersion 1 of the upstream enhancement), as far as checks need it. */
export function readStatus(text: string): StatusFact {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    // The parser's message quotes the text, which may hold anything.
    return { problem: 'not JSON' }
  }
  if (!isObject(document) || !Array.isArray(document['collectors'])) return { problem: 'no collectors in it' }
  const overall = document['overallStatus']
  return {
    ...(typeof overall === 'string' ? { overall } : {}),
    interrupted: document['interrupted'] === true,
    collectors: document['collectors'].filter(isObject).map((collector) => ({
      name: textOf(collector['name']),
      status: textOf(collector['status']),
      ...(typeof collector['exitCode'] === 'number' ? { exitCode: collector['exitCode'] } : {}),
      artifacts: Array.isArray(collector['artifacts']) ? collector['artifacts'].filter(isText) : [],
    })),
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'
const textOf = (value: unknown) => (isText(value) ? value : '')
