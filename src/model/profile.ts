import Type from 'typebox'
import type { Static } from 'typebox'
import { isvApiVersion } from './isv-config.js'

/** A profile: a published table of check x level. A check that it does not name is off. */

export const Level = Type.Enum(['required', 'recommended', 'off'])
export type Level = Static<typeof Level>

export const Profile = Type.Object(
  {
    apiVersion: Type.Literal(isvApiVersion),
    kind: Type.Literal('Profile'),
    name: Type.String({ pattern: '^[a-z0-9-]+/v\\d+$', description: 'isv/v1' }),
    title: Type.String({ minLength: 1 }),
    versionTier: Type.Enum(['strict', 'lenient'], {
      description: 'strict: major.minor.micro.qualifier; lenient: any version, also with text around it',
    }),
    redactionMarkers: Type.Optional(
      Type.Array(Type.String({ minLength: 3, maxLength: 64 }), {
        description:
          'what stands for a value of a Secret that was taken out, beside `N bytes long`; without case and brackets, `***` for three stars and more; default: those of the published profiles',
      }),
    ),
    checks: Type.Record(Type.String({ pattern: '^MG-[A-Z]{3}-\\d{3}(/[a-z-]+)?$' }), Level, {
      description: 'By the id of a check; by MG-SEC-002/log for a part of one that has a level of its own',
    }),
  },
  { additionalProperties: false, $id: 'profile.json', title: 'Profile' },
)
export type Profile = Static<typeof Profile>
