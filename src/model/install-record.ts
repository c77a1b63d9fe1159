import Type from 'typebox'
import type { Static } from 'typebox'
import { installMethods } from './install-config.js'

/** `install` of a `capture.json`: how the operator came on the cluster, and what OLM made of it. */

const strict = { additionalProperties: false } as const
const optional = Type.Optional

export const InstallRecord = Type.Object(
  {
    method: Type.Enum([...installMethods], { description: 'What was done' }),
    asked: Type.Enum([...installMethods], { description: 'What isv.yaml asks for' }),
    why: optional(Type.String({ description: 'Why the method is not the one that isv.yaml asks for' })),
    olm: optional(
      Type.Object(
        {
          version: optional(Type.String({ description: 'Of OLM, as far as it can be told' })),
          installed: Type.Boolean({ description: 'The run installed it; else it was there' }),
        },
        strict,
      ),
    ),
    csv: optional(
      Type.Object(
        {
          name: Type.String({ description: 'The ClusterServiceVersion of the bundle' }),
          phase: optional(Type.String({ description: 'Absent where it never came' })),
          reason: optional(Type.String()),
          message: optional(Type.String()),
        },
        strict,
      ),
    ),
    summary: optional(
      Type.String({ description: 'Why the install did not go on, in one sentence; only where it failed' }),
    ),
    cause: optional(Type.String({ description: 'Stable code of the summary' })),
    object: optional(Type.String({ description: 'The object that says so: Subscription acme/acme-subs' })),
    next: optional(Type.String({ description: 'What to do about it' })),
    notes: optional(
      Type.Array(Type.String(), { description: 'What a reader of the verdict must know of the install' }),
    ),
  },
  strict,
)
export type InstallRecord = Static<typeof InstallRecord>
