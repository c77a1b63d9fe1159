import Type from 'typebox'
import type { Static } from 'typebox'

/** `image.json`: what the must-gather image holds, probed in a container of it. */

const strict = { additionalProperties: false } as const

export const ImageProbe = Type.Object(
  {
    schemaVersion: Type.Literal('image/v1'),
    command: Type.Object(
      {
        path: Type.String({ description: 'The gather command as the contract names it' }),
        exists: Type.Boolean(),
        executable: Type.Boolean(),
      },
      strict,
    ),
    tools: Type.Record(Type.String(), Type.Boolean(), { description: 'bash, tar, ...: whether it is there' }),
    scripts: Type.Array(
      Type.Object({ name: Type.String(), exists: Type.Boolean(), executable: Type.Boolean() }, strict),
    ),
    labels: Type.Optional(Type.Record(Type.String(), Type.String())),
  },
  { ...strict, $id: 'image.json', title: 'What a must-gather image holds' },
)
export type ImageProbe = Static<typeof ImageProbe>

/** The live objects that a capture is compared with (`cluster.json`): names and labels, never contents. */
export const LiveObjects = Type.Object(
  {
    schemaVersion: Type.Literal('cluster/v1'),
    objects: Type.Array(
      Type.Object(
        {
          apiVersion: Type.String(),
          kind: Type.String(),
          namespace: Type.Optional(Type.String()),
          name: Type.String(),
          labels: Type.Optional(Type.Record(Type.String(), Type.String())),
          containers: Type.Optional(Type.Array(Type.String())),
        },
        strict,
      ),
    ),
  },
  { ...strict, $id: 'cluster.json', title: 'Live objects beside a capture' },
)
export type LiveObjects = Static<typeof LiveObjects>
