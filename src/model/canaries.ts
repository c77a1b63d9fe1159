import Type from 'typebox'
import type { Static } from 'typebox'

/** `canaries.json`: which values were planted before a gather, to be looked for in what it left. Digests, never values. */

const strict = { additionalProperties: false } as const

export const canaryKinds = [
  'opaque',
  'basic-auth',
  'dockerconfigjson',
  'tls',
  'config-map',
  'environment',
  'log',
] as const
export type CanaryKind = (typeof canaryKinds)[number]

/**
 * What comes out of these, a gather that takes ConfigMaps, pods and logs cannot know to be secret, unless its profile
 * wants it to. The others lie in Secrets.
 */
export const unknowableKinds: ReadonlySet<CanaryKind> = new Set(['config-map', 'environment', 'log'])

const place = {
  kind: Type.Enum([...canaryKinds]),
  namespace: Type.String({ minLength: 1 }),
  object: Type.String({ minLength: 1, description: 'Secret/name, ConfigMap/name, Pod/name' }),
  key: Type.String({ description: 'Key of its data, or the variable; empty for a log' }),
}

export const CanaryPlace = Type.Object(place, strict)
/** Where a canary is planted. */
export type CanaryPlace = Static<typeof CanaryPlace>

/** A planted value. `value` is the secret itself: never log it. */
export interface Canary extends CanaryPlace {
  /** The same in every run: `<kind>.<namespace>`. */
  id: string
  value: string
}

export const CanariesFile = Type.Object(
  {
    schemaVersion: Type.Literal('canaries/v1'),
    keyId: Type.String({
      pattern: '^[0-9a-f]{16}$',
      description: 'Digest of the key, by which a wrong key is told',
    }),
    canaries: Type.Array(
      Type.Object(
        {
          id: Type.String({ minLength: 1, description: '<kind>.<namespace>' }),
          ...place,
          digest: Type.String({
            pattern: '^[0-9a-f]{64}$',
            description: 'HMAC-SHA256 of the value under the key, which is kept outside of the capture',
          }),
        },
        strict,
      ),
    ),
  },
  { ...strict, $id: 'canaries.json', title: 'Values planted before a gather' },
)
export type CanariesFile = Static<typeof CanariesFile>
