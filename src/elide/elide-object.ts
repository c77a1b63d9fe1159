import { dump } from 'js-yaml'
import { mapFields, mapItems } from '../lib/copy-on-write.js'
import type { KubeObject } from '../model/kubernetes.js'
import { isRecord, parseEmbedded } from './embedded.js'
import { lastApplied, tokenValue } from './collect-values.js'
import { findUnelided, maxEmbeddedDepth, mayHide } from './find-unelided.js'
import { isElided } from './is-elided.js'
import { elidedValue } from './marker.js'

/**
 * The object with every Secret elided, a copy where that changes it, as `oc adm inspect` does it: `data` becomes base64 of
 * `N bytes long`, public certificates stay, the annotations that repeat values are blanked. Lists are walked, and
 * so are documents inside strings (InstallPlan manifests, ConfigMap values, last-applied of a List).
 */
export function elideObject(object: KubeObject): KubeObject {
  return elide(object, 0) as KubeObject
}

function elide(value: unknown, depth: number, kind?: string): unknown {
  if (typeof value === 'string') return elideText(value, depth)
  if (Array.isArray(value)) return mapItems(value, (item) => elide(item, depth, kind))
  if (!isRecord(value)) return value
  const ownKind = value['kind'] ?? kind
  const source = ownKind === 'Secret' ? elideSecret(value) : value
  return mapFields(source, (inner, field) =>
    elide(inner, depth, ownKind === 'SecretList' && field === 'items' ? 'Secret' : undefined),
  )
}

function elideSecret(secret: Record<string, unknown>): Record<string, unknown> {
  const copy = { ...secret }
  for (const [field, write] of Object.entries(valueWriters)) {
    if (field in secret) copy[field] = elideValues(field, secret[field], write)
  }
  const metadata = secret['metadata']
  if (isRecord(metadata) && isRecord(metadata['annotations'])) {
    copy['metadata'] = { ...metadata, annotations: blankAnnotations(metadata['annotations']) }
  }
  return copy
}

/** What takes the place of a value in each field. */
const valueWriters = {
  data: (value: unknown) => elidedValue(decodedLength(value)),
  stringData: (value: unknown) => `${plainLength(value)} bytes long`,
}

/** Each value of the field; what is no mapping at all counts as one value. */
function elideValues(field: string, values: unknown, write: (value: unknown) => string): unknown {
  const elided = (key: string, value: unknown) => (isElided(key, value) ? value : write(value))
  if (!isRecord(values)) return elided(field, values)
  return mapFields(values, (value, key) => elided(key, value))
}

function blankAnnotations(annotations: Record<string, unknown>): Record<string, unknown> {
  const copy = { ...annotations }
  for (const key of [lastApplied, tokenValue]) if (key in copy) copy[key] = ''
  return copy
}

function elideText(text: string, depth: number): string {
  if (depth >= maxEmbeddedDepth) return mayHide(text) ? elidedText(text) : text
  const embedded = parseEmbedded(text)
  if (!embedded) return elideUnread(text)
  if (embedded.documents.every(isProven)) return text
  const documents = embedded.documents.map((document) => elide(document, depth + 1))
  if (embedded.format === 'json') return documents.map((document) => JSON.stringify(document)).join('\n')
  return documents.map((document) => dump(document, { lineWidth: -1 })).join('---\n')
}

/**
 * What is packed, or mentions a Secret and is no document, cannot be written anew without its values: all of it goes. So does
 * what cannot be looked into.
 */
function elideUnread(text: string): string {
  return mayHide(text) && !isProven(text) ? elidedText(text) : text
}

/** Whether there is nothing to take out, and nothing that cannot be looked into. */
function isProven(value: unknown): boolean {
  let unread = false
  return findUnelided(value, undefined, undefined, () => (unread = true)).length === 0 && !unread
}

const elidedText = (text: string) => `${plainLength(text)} bytes long`

function decodedLength(value: unknown): number {
  return typeof value === 'string' ? Buffer.from(value, 'base64').length : plainLength(value)
}

/** A list or a mapping, which no Secret has there, has no length of its own: by its aliases it may be endless. */
function plainLength(value: unknown): number {
  if (typeof value === 'object') return 0
  return Buffer.byteLength(typeof value === 'string' ? value : JSON.stringify(value))
}
