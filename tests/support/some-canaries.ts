import type { Canary } from '../../src/model/canaries.js'
import { canaryKinds } from '../../src/model/canaries.js'
import { deriveCanaries } from '../../src/secrets/index.js'

export const keyOf = (seed: number): Buffer => Buffer.alloc(32, seed)

/** One canary of each kind. */
export const canariesOf = (seed: number): Canary[] =>
  deriveCanaries(
    keyOf(seed),
    canaryKinds.map((kind) => ({ kind, namespace: 'acme', object: `Some/${kind}`, key: 'password' })),
  )
