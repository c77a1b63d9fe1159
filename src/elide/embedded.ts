import { loadAll } from 'js-yaml'

/**
 * What stands before the kind of an object. Strings in strings escape their quotes: five deep, there are 32 characters around
 * a word; and who writes by hand lines values up.
 */
export const beforeKind = String.raw`kind["'\\]{0,32}\s{0,32}:\s{0,32}["'\\]{0,32}`
const mention = new RegExp(String.raw`${beforeKind}Secret(?:List)?\b`)

/** Whether a text may hold a Kubernetes Secret or a list of them: a cheap test that is never wrong about a no. */
export function mentionsSecret(text: string): boolean {
  return text.includes('Secret') && mention.test(text)
}

export interface EmbeddedDocuments {
  format: 'json' | 'yaml'
  documents: unknown[]
  /** Whether one object may be in many places of them. */
  aliases: boolean
}

/** The documents that a string value holds, where it mentions a Secret and parses; `undefined` for any other text. */
export function parseEmbedded(text: string): EmbeddedDocuments | undefined {
  if (text.length < 20 || !mentionsSecret(text)) return undefined
  return tryJson(text) ?? tryYaml(text)
}

/** JSON that is a string holds JSON in turn. */
function tryJson(text: string): EmbeddedDocuments | undefined {
  if (!/^\s*[[{"]/.test(text)) return undefined
  try {
    return { format: 'json', documents: [JSON.parse(text)], aliases: false }
  } catch {
    return undefined
  }
}

function tryYaml(text: string): EmbeddedDocuments | undefined {
  try {
    const documents = loadAll(text).filter((document) => isRecord(document) || Array.isArray(document))
    return documents.length > 0 ? { format: 'yaml', documents, aliases: text.includes('*') } : undefined
  } catch {
    return undefined
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
