import type { KubeObject } from '../../model/kubernetes.js'

/** Objects that are read once and needed later, under keys. They lie there as texts, which take a fraction of the memory. */
export interface Shelf {
  add(key: string, object: KubeObject): void
  get(key: string): KubeObject[]
}

export function createShelf(): Shelf {
  const texts = new Map<string, string[]>()
  return {
    add(key, object) {
      const text = JSON.stringify(object)
      const row = texts.get(key)
      if (row) row.push(text)
      else texts.set(key, [text])
    },
    get: (key) => (texts.get(key) ?? []).map((text) => JSON.parse(text) as KubeObject),
  }
}
