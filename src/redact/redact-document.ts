import { dump, loadAll } from 'js-yaml'
import { elideObject } from '../elide/index.js'
import type { KubeObject } from '../model/kubernetes.js'
import { documentEdits } from './document-edits.js'
import { applyEdits } from './edit.js'
import type { KnownValues } from './known-values.js'
import { unelidedValues } from './unelided.js'

/** Values behind values that are gone take another round; more than a few mean that it does not end. */
const maxRounds = 6

/**
 * A YAML or JSON text with its Secrets elided. Values are replaced where they stand; where one is written in a way that
 * is not found, the documents are written anew from what they hold, and their comments and layout are lost.
 */
export function redactDocument(bytes: Buffer, known: KnownValues): { bytes: Buffer; markers: number } {
  let text = bytes
  let markers = 0
  for (let round = 0; round < maxRounds; round++) {
    const edits = documentEdits(text, known)
    if (edits.length === 0) break
    text = applyEdits(text, edits)
    markers += edits.length
  }
  const left = unelidedValues(text.toString('utf8')).length
  return left === 0 ? { bytes: text, markers } : { bytes: writtenAnew(text) ?? text, markers: markers + left }
}

function writtenAnew(bytes: Buffer): Buffer | undefined {
  const text = bytes.toString('utf8')
  return json(text) ?? yaml(text)
}

function json(text: string): Buffer | undefined {
  try {
    const indent = /^\s*[[{]\r?\n([ \t]{1,16})/.exec(text)?.[1] ?? ''
    const elided = elideObject(JSON.parse(text) as KubeObject)
    return Buffer.from(JSON.stringify(elided, null, indent) + (text.endsWith('\n') ? '\n' : ''))
  } catch {
    return undefined
  }
}

function yaml(text: string): Buffer | undefined {
  try {
    const documents = loadAll(text).map((document) => elideObject(document as KubeObject))
    return Buffer.from(documents.map((document) => dump(document, { lineWidth: -1 })).join('---\n'))
  } catch {
    return undefined
  }
}
