import type { IsMarker } from './redaction-marker.js'
import type { Place, UnelidedValue } from './unelided-value.js'
import type { OnUnread } from './unwrap.js'

/** A value of a document, and the way to it from its end: that of a deep one is only written out where something is found. */
export interface Node {
  value: unknown
  /** Of the object or the list that it is in. */
  part: string | number
  /** What it is in; nothing for a document. */
  above: Node | undefined
  /** What it is said to be by what it is in. */
  kind: string | undefined
  state: Walk
}

export function written(node: Node): string[] {
  const parts: string[] = []
  for (let at = node; at.above; at = at.above) parts.push(String(at.part))
  return parts.reverse()
}

/** What is the same for all values of a document. */
export interface Walk {
  shared: {
    isMarker: IsMarker
    onUnread: OnUnread
    found: UnelidedValue[]
    opened: number
  }
  /** YAML aliases make one object appear many times; each is looked at once. */
  seen: Set<object> | undefined
  /** What was opened to come to the text that is walked, and the way there. */
  layers: readonly string[]
  prefix: () => readonly string[]
  /** Whether the text that is walked is a Template or lies in one. */
  template: boolean
  /** A place of the text that is walked, as one of the outermost text. */
  locate: (place: Place) => Place
}

export function inDocument(state: Walk, document: number): Walk {
  return { ...state, locate: (place) => state.locate({ ...place, document }) }
}

/** Goes into a text that a value holds, behind some layers. */
export function enter(node: Node, text: string, layers: readonly string[]): Walk {
  const { state } = node
  state.shared.opened += text.length
  return {
    ...state,
    layers: [...state.layers, ...layers],
    prefix: () => [...state.prefix(), ...written(node), ...layers.map((layer) => `(${layer})`)],
    locate: (place) => state.locate({ path: written(node), inside: { text, place } }),
  }
}
