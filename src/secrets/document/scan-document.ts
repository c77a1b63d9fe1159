import type { UnelidedValue } from '../../elide/index.js'
import { findUnelided } from '../../elide/index.js'
import type { SecretFinding } from '../finding.js'
import { defaultSalt, fingerprint, mask } from '../finding.js'
import { parseDocuments } from './parse.js'
import { findInUnparsed } from './unparsed.js'

export interface DocumentScan {
  findings: SecretFinding[]
  /** Why the text could not be read as a whole, so that what was not found in it is not proven to be absent. */
  unreadable?: { reason: string; line?: number }
}

/** The Kubernetes Secrets of one YAML or JSON text whose values are not elided (MG-SEC-001). */
export function scanDocument(path: string, text: string, salt: string = defaultSalt): DocumentScan {
  const parsed = parseDocuments(text)
  if ('documents' in parsed) {
    const values = parsed.documents.flatMap((document) => findUnelided(document))
    const lineOf = createLocator(text)
    return { findings: values.map((value) => toFinding(path, lineOf(value), value, salt)) }
  }
  const found = findInUnparsed(text).map((value) => {
    return toFinding(path, value.line, { ...value, kind: 'Secret', namespace: '', name: '', path: [] }, salt)
  })
  return { findings: found, unreadable: parsed }
}

function toFinding(path: string, line: number, found: UnelidedValue, salt: string): SecretFinding {
  const value = found.encoded ? decode(found.value) : Buffer.from(found.value).toString('latin1')
  const subject = [`${found.namespace}/${found.name}`.replace(/^\/|\/$/g, ''), found.key]
    .filter(Boolean)
    .join(' ')
  return {
    check: 'MG-SEC-001',
    rule: 'secret-not-elided',
    title: 'Value of a Secret',
    severity: 'critical',
    path,
    line,
    count: 1,
    places: [{ path, line }],
    masked: mask(`Secret ${subject}`, value),
    length: value.length,
    fingerprint: fingerprint(value, salt),
    layers: found.path.filter((part) => part === '(json)' || part === '(yaml)'),
    subject,
  }
}

function decode(value: string): string {
  return Buffer.from(value, 'base64').toString('latin1')
}

/** Finds the line of a value by what it looks like in the text: the parsers do not say where they found it. */
function createLocator(text: string): (value: UnelidedValue) => number {
  return ({ key, value, name }) => {
    const whole = value.length >= 8 ? text.indexOf(value.split('\n', 1)[0] ?? value) : -1
    const byKey = whole >= 0 ? whole : text.indexOf(key, Math.max(0, text.indexOf(`name: ${name}`) - 20_000))
    return lineAt(text, byKey)
  }
}

function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}
