import Type from 'typebox'
import type { Static } from 'typebox'
import { isvApiVersion } from './isv-config.js'

/** `waivers.yaml`: findings that are accepted for a time. */

/** The last day that a waiver should name: a year from now (UTC). What is accepted for longer is accepted for good. */
export function latestExpiry(now: Date): string {
  const date = new Date(now)
  date.setUTCFullYear(date.getUTCFullYear() + 1)
  return dayOf(date)
}

/** `2027-01-31`, in UTC. */
export const dayOf = (time: Date): string => time.toISOString().slice(0, 10)

const Waiver = Type.Object(
  {
    check: Type.String({ pattern: '^MG-[A-Z]{3}-\\d{3}$', description: 'Id of the check' }),
    fingerprint: Type.String({
      pattern: '^[0-9a-f]{16,64}$',
      description: 'Fingerprint of the finding, from the report',
    }),
    reason: Type.String({ minLength: 1 }),
    expires: Type.String({ format: 'date', description: 'Last day on which it holds: 2027-01-31' }),
  },
  { additionalProperties: false },
)

export const Waivers = Type.Object(
  {
    apiVersion: Type.Literal(isvApiVersion),
    kind: Type.Literal('Waivers'),
    salt: Type.Optional(
      Type.String({
        minLength: 16,
        description: 'Key of the fingerprints of secrets; random, the same for the life of the file',
      }),
    ),
    waivers: Type.Array(Waiver),
  },
  { additionalProperties: false, $id: 'waivers.json', title: 'Waivers' },
)
export type Waivers = Static<typeof Waivers>
export type Waiver = Static<typeof Waiver>
