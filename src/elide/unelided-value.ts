/** Where a value stands in a document. */
export interface Place {
  /** Field names and list indexes, from the root of the document. */
  path: string[]
  /** Its line in the text, 1-based, where the text was read by its lines. */
  line?: number
  /** The string at `path` holds a text in turn, and the value stands there. */
  inside?: { text: string; place: Place }
  /** Which of the text's documents it is in, from 0. */
  document?: number
}

/** One value of a Secret that is not proven to be taken out. `value` is the secret itself: never log it. */
export interface UnelidedValue {
  /** Field names and list indexes from the document's root; the layer's name, `(json)`, where a string was opened. */
  path: string[]
  place: Place
  /** What was opened on the way, outermost first: `base64`, `gzip`, `percent`; `json`, `yaml`, `text` for a string. */
  layers: string[]
  key: string
  kind: string
  namespace: string
  name: string
  /** As it stands in the document: base64 for `data`, plain for `stringData` and annotations. */
  value: string
  encoded: boolean
}
