/** Takes out of an object what nobody should send to support: Secrets, credentials in environments and URLs, private keys. */
import { elideObject } from '../../elide/index.js'
import { mapFields, mapItems } from '../../lib/copy-on-write.js'
import type { KubeObject } from '../../model/kubernetes.js'
import { elideConfigMap } from './config-map.js'
import { isCredential } from './credential.js'
import { redactText } from './text.js'

export interface RedactOptions {
  /** Also the values of ConfigMaps; only their keys and lengths stay. */
  configMaps?: boolean | undefined
}

const redacted = '<redacted>'

/** The object as it may be written; the same one where there is nothing to take out. */
export function redactObject(object: KubeObject, options: RedactOptions = {}): KubeObject {
  const elided = elideObject(object)
  const source = options.configMaps ? elideConfigMap(elided) : elided
  return redactValue(source) as KubeObject
}

function redactValue(value: unknown, field = '', kind?: unknown): unknown {
  if (typeof value === 'string') return redactString(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    return mapItems(value, (item) => redactValue(field === 'env' ? redactVariable(item) : item, '', kind))
  }
  const record = value as Record<string, unknown>
  const ownKind = record['kind'] ?? kind
  return mapFields(record, (inner, name) =>
    isRouteKey(ownKind, field, name, inner) ? redacted : redactValue(inner, name, ownKind),
  )
}

/** A route's private key, which is no Secret but a field. */
function isRouteKey(kind: unknown, parent: string, field: string, value: unknown): boolean {
  return kind === 'Route' && parent === 'tls' && field === 'key' && typeof value === 'string' && value !== ''
}

/** An environment variable that is written out and whose name says what it holds. */
function redactVariable(item: unknown): unknown {
  const { name, value } = (item ?? {}) as { name?: unknown; value?: unknown }
  if (typeof name !== 'string' || typeof value !== 'string' || !isCredential(name, value)) return item
  return { ...(item as object), value: redacted }
}

/** Objects are repeated inside texts: in last-applied, in the manifests of an InstallPlan, in a CSV's annotations. */
const mayHoldObject = /^\s*[{[][^]*"(?:env|tls)"\s*:/

function redactString(text: string): string {
  if (text.length < 20) return text
  if (mayHoldObject.test(text)) {
    try {
      const inner: unknown = JSON.parse(text)
      const clean = redactValue(inner)
      if (clean !== inner) return JSON.stringify(clean)
    } catch {
      // Not JSON after all: a text like any other.
    }
  }
  return redactText(text)
}
