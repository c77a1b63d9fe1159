/** Takes out of an object what nobody should send to support: Secrets, credentials in environments and URLs, private keys. */
import { elideObject } from '../../elide/index.js'
import { mapFields, mapItems } from '../../lib/copy-on-write.js'
import type { KubeObject } from '../../model/kubernetes.js'
import { elideConfigMap } from './config-map.js'
import { isCredential } from './credential.js'
import { withoutEnvironment, withoutValue } from './environment.js'
import { redacted } from './marker.js'
import { redactText } from './text.js'

export interface RedactOptions {
  /** Also the values of ConfigMaps; only their keys and lengths stay. */
  configMaps?: boolean | undefined
  /** Which values of environments: those whose names say that they hold a credential (the default), or all. */
  environment?: 'credentials' | 'all' | undefined
}

/** How deep documents inside strings of documents are followed. */
const mostLayers = 8

/** The object as it may be written; the same one where there is nothing to take out. */
export function redactObject(object: KubeObject, options: RedactOptions = {}): KubeObject {
  return redactValue(elideObject(object), { options, layers: 0 }) as KubeObject
}

interface Place {
  options: RedactOptions
  /** How many texts were opened to come here. */
  layers: number
  field?: string | undefined
  kind?: unknown
}

function redactValue(value: unknown, place: Place): unknown {
  if (typeof value === 'string') return redactString(value, place)
  if (typeof value !== 'object' || value === null) return value
  const { options, field, kind } = place
  if (Array.isArray(value)) {
    const variable = options.environment === 'all' ? withoutValue : redactVariable
    return mapItems(value, (item) =>
      redactValue(field === 'env' ? variable(item) : item, { ...place, field: undefined }),
    )
  }
  const record = options.configMaps ? elideConfigMap(value as KubeObject) : (value as KubeObject)
  const ownKind = record.kind ?? kind
  return mapFields(record, (inner, name) =>
    isRouteKey(ownKind, field, name, inner)
      ? redacted
      : redactValue(inner, { ...place, field: name, kind: ownKind }),
  )
}

/** A route's private key, which is no Secret but a field. */
function isRouteKey(kind: unknown, parent: string | undefined, field: string, value: unknown): boolean {
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

function redactString(text: string, { options, layers }: Place): string {
  if (text.length < 20) return text
  const inner = { options, layers: layers + 1 }
  if (options.environment === 'all' && layers < mostLayers) {
    return redactText(withoutEnvironment(text, (document) => redactValue(document, inner)))
  }
  if (mayHoldObject.test(text)) {
    try {
      const document: unknown = JSON.parse(text)
      const clean = redactValue(document, inner)
      if (clean !== document) return JSON.stringify(clean)
    } catch {
      // Not JSON after all: a text like any other.
    }
  }
  return redactText(text)
}
