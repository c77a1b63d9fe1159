import Type from 'typebox'
import type { Static } from 'typebox'
import { canaryKinds } from './canaries.js'
import { InstallRecord } from './install-record.js'

/** `capture.json`: how a capture came about. Written at every step, so that a crash leaves a record of what was done. */

const strict = { additionalProperties: false } as const
const time = (description: string) => Type.String({ format: 'date-time', description })
const optional = Type.Optional

export const PhaseError = Type.Object(
  {
    code: Type.String({ description: 'Stable code of the failure' }),
    message: Type.String(),
    next: Type.String({ description: 'What to do about it' }),
    exitCode: Type.Integer(),
  },
  strict,
)

export const PhaseRecord = Type.Object(
  {
    name: Type.String({
      description:
        'cluster, bundle-and-index, preflight, images, olm, install, ready, samples, canaries, gather, again, scripts, since, functests, clean-up',
    }),
    outcome: Type.Enum(['running', 'passed', 'failed', 'skipped', 'interrupted']),
    startedAt: optional(time('')),
    durationMs: optional(Type.Number({ minimum: 0 })),
    reason: optional(Type.String({ description: 'Why it was skipped, or what it found' })),
    error: optional(PhaseError),
  },
  strict,
)
export type PhaseRecord = Static<typeof PhaseRecord>

/** Nodes that are alike, as they say themselves. */
export const NodeRecord = Type.Object(
  {
    count: Type.Integer({ minimum: 1 }),
    architecture: Type.String({ description: 'amd64, arm64, ...' }),
    os: Type.String({ description: 'Red Hat Enterprise Linux CoreOS 418.94...' }),
    kubelet: Type.String(),
    runtime: Type.String({ description: 'cri-o://1.31.3' }),
  },
  strict,
)
export type NodeRecord = Static<typeof NodeRecord>

const ImageRecord = Type.Object(
  {
    role: Type.Enum(['operator', 'bundle', 'index', 'mustGather']),
    ref: Type.String({ description: 'Reference that the configuration names' }),
    source: Type.Enum(['pulled', 'built', 'stand-in', 'not-used']),
    digest: optional(Type.String({ description: 'sha256:..., read from the containers that ran' })),
    notes: Type.Array(Type.String()),
  },
  strict,
)

const ContainerRecord = Type.Object(
  {
    pod: Type.String(),
    container: Type.String(),
    image: Type.String({ description: 'spec.containers[].image' }),
    imageID: optional(Type.String({ description: 'status.containerStatuses[].imageID' })),
    restarts: Type.Integer({ minimum: 0 }),
    lastEnd: optional(
      Type.String({
        description: 'How the instance before this one ended: exit code, reason, last lines of its log',
      }),
    ),
  },
  strict,
)

const ReadyRecord = Type.Object(
  {
    what: Type.String({ description: 'Deployment ns/name: Available' }),
    ready: Type.Boolean(),
    why: optional(Type.String({ description: 'Why it did not come' })),
  },
  strict,
)

const SampleRecord = Type.Object(
  { file: Type.String(), ready: Type.Boolean(), why: optional(Type.String()) },
  strict,
)

const GatherOutcome = Type.Enum([
  'completed',
  'timeout',
  'interrupted',
  'disk-limit',
  'no-image',
  'not-started',
  'lost',
  'not-run',
])

/** What a gather says of itself in status.json. */
const StatusRecord = Type.Object(
  {
    overall: optional(Type.String({ description: 'success, degraded or error' })),
    version: optional(Type.String({ description: 'mustGatherVersion' })),
    interrupted: optional(Type.Boolean()),
    collectors: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          status: Type.String({ description: 'success, skipped, degraded or error' }),
          exitCode: optional(Type.Integer()),
          messages: optional(Type.Array(Type.String())),
        },
        strict,
      ),
    ),
  },
  strict,
)
export type StatusRecord = Static<typeof StatusRecord>

/** The gathers that repeat the first one: with nothing changed, and with limits to the age of logs. */
export const repeats = { again: 'again', since: 'since', sinceTime: 'since-time' } as const

export const GatherRecord = Type.Object(
  {
    name: Type.String({ description: 'default, script.<name>, again, since, since-time' }),
    command: Type.Array(Type.String()),
    outcome: GatherOutcome,
    exitCode: optional(Type.Integer({ description: 'Of the container gather; absent where it never ran' })),
    reason: optional(Type.String({ description: 'Why it did not run or end, in the words of the cluster' })),
    startedAt: optional(time('')),
    durationMs: optional(
      Type.Number({ minimum: 0, description: 'From the start to the end of the container' }),
    ),
    copied: Type.Enum(['whole', 'partial', 'nothing']),
    copyProblem: optional(Type.String()),
    files: optional(Type.Integer({ minimum: 0 })),
    bytes: optional(Type.Integer({ minimum: 0 })),
    resumes: optional(
      Type.Integer({ minimum: 1, description: 'How often the connection broke and the copy went on' }),
    ),
    status: optional(StatusRecord),
    hostile: Type.Array(Type.Object({ path: Type.String(), reason: Type.String() }, strict), {
      description: 'Members that were not written, because their name or type is hostile',
    }),
    imageID: optional(Type.String()),
    node: optional(Type.String()),
    since: optional(Type.String({ description: 'MUST_GATHER_SINCE as it was set, a Go duration' })),
    sinceTime: optional(time('MUST_GATHER_SINCE_TIME as it was set')),
  },
  strict,
)
export type GatherRecord = Static<typeof GatherRecord>

const FunctestRecord = Type.Object(
  {
    name: Type.String(),
    exitCode: optional(Type.Integer({ description: 'Absent where it did not end by itself' })),
    durationMs: Type.Number({ minimum: 0 }),
    outcome: Type.Enum(['passed', 'failed', 'timeout', 'not-run']),
    output: Type.String({ description: 'Last 16 KiB of what it printed, without secrets' }),
  },
  strict,
)

const Leftover = Type.Object(
  { apiVersion: Type.String(), kind: Type.String(), namespace: optional(Type.String()), name: Type.String() },
  strict,
)

/** A canary that was not planted, and why. */
const UnplantedCanary = Type.Object(
  {
    kind: Type.Enum([...canaryKinds]),
    namespace: Type.String(),
    cause: Type.Enum(['switched-off', 'no-right', 'refused'], {
      description: 'isv.yaml says so, the user may not, or the cluster did not take it',
    }),
    reason: Type.String(),
  },
  strict,
)
export type UnplantedCanary = Static<typeof UnplantedCanary>

export const CaptureRecord = Type.Object(
  {
    schemaVersion: Type.Literal('capture/v1'),
    tool: Type.Object({ name: Type.String(), version: Type.String() }, strict),
    run: Type.Object({ id: Type.String(), startedAt: time(''), finishedAt: optional(time('')) }, strict),
    state: Type.Enum(['running', 'partial', 'complete'], {
      description: 'running on disk means: the run was killed',
    }),
    isv: Type.Object({ name: Type.String(), configDigest: Type.String() }, strict),
    cluster: optional(
      Type.Object(
        {
          driver: Type.Enum(['embedded', 'kind', 'existing']),
          version: Type.String(),
          platform: Type.Enum(['openshift', 'kubernetes']),
          features: Type.Array(Type.String(), { description: 'API groups that it serves' }),
          capabilities: Type.Array(Type.String()),
          server: optional(Type.String({ description: 'Host and port of the API' })),
          openshift: optional(Type.String({ description: 'Version of OpenShift: 4.18.3' })),
          nodes: optional(
            Type.Array(NodeRecord, { description: 'Absent where the run may not list the nodes' }),
          ),
          isolation: optional(Type.String()),
          client: optional(Type.String({ description: 'The client that the gather scripts used' })),
        },
        strict,
      ),
    ),
    environment: Type.Object(
      {
        environment: Type.Enum(['oc', 'isv']),
        access: Type.Enum(['cluster-admin', 'namespace-admin']),
        namespace: Type.String({ description: 'Namespace of the operator' }),
      },
      strict,
    ),
    images: Type.Array(ImageRecord),
    install: optional(InstallRecord),
    phases: Type.Array(PhaseRecord),
    operator: optional(
      Type.Object({ ready: Type.Array(ReadyRecord), containers: Type.Array(ContainerRecord) }, strict),
    ),
    samples: optional(Type.Array(SampleRecord)),
    gathers: Type.Array(GatherRecord),
    leftovers: optional(Type.Array(Leftover, { description: 'Objects that the gather left on the cluster' })),
    unreadTypes: optional(
      Type.Array(Type.String(), {
        description:
          'Types whose objects the user may not list, so that nothing is known of what was left of them',
      }),
    ),
    changes: optional(
      Type.Array(Leftover, {
        description: 'Objects that came, went or were restarted between the two runs of the gather',
      }),
    ),
    planted: optional(
      Type.Object(
        { namespace: Type.String(), pod: Type.String() },
        { ...strict, description: 'The pod whose log has lines of known age; made after the first gather' },
      ),
    ),
    canaries: optional(
      Type.Object(
        { planted: Type.Integer({ minimum: 0 }), unplanted: Type.Array(UnplantedCanary) },
        { ...strict, description: 'Values planted before the gather; canaries.json says where' },
      ),
    ),
    functests: optional(Type.Array(FunctestRecord)),
  },
  { ...strict, $id: 'capture.json', title: 'Record of a capture' },
)
export type CaptureRecord = Static<typeof CaptureRecord>
