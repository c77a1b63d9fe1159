import type { Place, UnelidedValue } from './unelided-value.js'
import type { Walk } from './walk.js'

/** Writes its way out for who asks: a deep document may have many values, and few of them are told. */
export class FoundValue implements UnelidedValue {
  readonly kind = 'Secret'
  readonly key: string
  readonly value: string
  readonly encoded: boolean
  readonly namespace: string
  readonly name: string
  readonly layers: string[]
  readonly #walk: Walk
  readonly #place: () => Place

  constructor(
    walk: Walk,
    place: () => Place,
    what: Omit<UnelidedValue, 'kind' | 'path' | 'place' | 'layers'>,
  ) {
    this.key = what.key
    this.value = what.value
    this.encoded = what.encoded
    this.namespace = what.namespace
    this.name = what.name
    this.layers = [...walk.layers]
    this.#walk = walk
    this.#place = place
  }

  get path(): string[] {
    return [...this.#walk.prefix(), ...this.#place().path]
  }

  get place(): Place {
    return this.#walk.locate(this.#place())
  }
}
