import Type from 'typebox'
import type { Static } from 'typebox'
import { GatherRecord, PhaseError } from './capture-record.js'

/** `must-gather.json`: what `must-gather run` did, and what came of it. */

const strict = { additionalProperties: false } as const
const time = (description: string) => Type.String({ format: 'date-time', description })
const optional = Type.Optional
const count = (description: string) => Type.Integer({ minimum: 0, description })

/** One image on one node. */
export const ImageGather = Type.Object(
  {
    image: Type.String(),
    source: Type.Enum(['named', 'image-stream', 'default', 'csv', 'clusteroperator'], {
      description: 'Where its name was found',
    }),
    subject: optional(Type.String({ description: 'The image stream, CSV or clusteroperator that names it' })),
    onNode: optional(Type.String({ description: 'The node that it was asked for' })),
    pod: optional(Type.String({ description: 'namespace/name' })),
    folder: optional(Type.String({ description: 'Its data, in this output' })),
    record: optional(GatherRecord),
    error: optional(PhaseError),
    left: Type.Array(Type.String(), { description: 'What could not be taken away, and why' }),
    exitCode: Type.Integer({ description: 'What it alone would have ended this command with' }),
  },
  strict,
)
export type ImageGather = Static<typeof ImageGather>

export const ClusterSummary = Type.Object(
  {
    server: Type.String(),
    version: Type.String({ description: 'v1.36.3' }),
    platform: Type.Enum(['openshift', 'kubernetes']),
    nodes: optional(Type.Object({ total: count(''), notReady: Type.Array(Type.String()) }, strict)),
    openshift: optional(
      Type.Object(
        {
          clusterID: Type.String(),
          version: Type.String({ description: 'As the line ClusterVersion says it' }),
          operators: Type.Array(Type.String(), { description: 'Those that are not healthy, and why' }),
        },
        strict,
      ),
    ),
    problems: Type.Array(Type.String(), { description: 'What could not be asked' }),
  },
  strict,
)
export type ClusterSummary = Static<typeof ClusterSummary>

export const MustGatherRecord = Type.Object(
  {
    schemaVersion: Type.Literal('must-gather/v1'),
    tool: Type.Object({ name: Type.String(), version: Type.String() }, strict),
    run: Type.Object({ id: Type.String(), startedAt: time(''), finishedAt: optional(time('')) }, strict),
    cluster: ClusterSummary,
    layout: Type.Enum(['readable', 'oc']),
    state: Type.Enum(['running', 'whole', 'partial', 'nothing'], {
      description: 'whole: of every image all is here; running on disk means: the run was killed',
    }),
    exitCode: Type.Integer(),
    gathers: Type.Array(ImageGather),
    fallback: optional(
      Type.Object(
        {
          folder: Type.String(),
          reason: Type.String({ description: 'Why the cluster was inspected instead' }),
          files: count('Files that were written'),
          problems: Type.Array(Type.String()),
        },
        strict,
      ),
    ),
    files: count('Of all images'),
    bytes: count('Of all images'),
  },
  { ...strict, $id: 'must-gather.json', title: 'Record of must-gather run' },
)
export type MustGatherRecord = Static<typeof MustGatherRecord>
