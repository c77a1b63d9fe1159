import Type from 'typebox'
import type { Static } from 'typebox'
import { NodeRecord, PhaseRecord } from './capture-record.js'

/** `report.json`: the verdict on one capture. A contract: fields are added, never renamed or removed, within a version. */

const strict = { additionalProperties: false } as const
const optional = Type.Optional

export const Outcome = Type.Enum(['pass', 'fail', 'skip', 'error', 'waived'])
export type Outcome = Static<typeof Outcome>

export const Place = Type.Object(
  {
    path: Type.String({ description: 'Inside the capture, or of a configuration file' }),
    line: optional(Type.Integer({ minimum: 1 })),
  },
  strict,
)
export type Place = Static<typeof Place>

export const Finding = Type.Object(
  {
    message: Type.String(),
    want: Type.String(),
    got: Type.String(),
    at: optional(Place),
    count: Type.Integer({ minimum: 1, description: 'How often the same thing was found' }),
    places: optional(Type.Array(Place, { description: 'The first of them, where there are several' })),
    fix: Type.String(),
    fingerprint: Type.String({ description: 'The same for the same finding in another run' }),
    rule: optional(Type.String({ description: 'The rule of a secret' })),
    level: optional(
      Type.Enum(['required', 'recommended'], { description: 'Where it is another than that of the check' }),
    ),
    waivedBy: optional(Type.Object({ reason: Type.String(), expires: Type.String() }, strict)),
  },
  strict,
)
export type Finding = Static<typeof Finding>

export const CheckResult = Type.Object(
  {
    id: Type.String(),
    title: Type.String(),
    group: Type.String({ description: 'operator, bundle, index or must-gather: the image that it judges' }),
    level: Type.Enum(['required', 'recommended', 'off']),
    outcome: Outcome,
    skip: optional(Type.Enum(['not-applicable', 'not-evaluated'])),
    reason: optional(Type.String({ description: 'Why it was skipped, or how it went wrong' })),
    because: optional(
      Type.String({
        description: 'The failed check that kept this one from being evaluated; it then is no gap of its own',
      }),
    ),
    contract: Type.Object({ sentence: Type.String(), link: Type.String() }, strict),
    looked: optional(Type.String({ description: 'What a pass was given for: 41 files' })),
    findings: Type.Array(Finding),
  },
  strict,
)
export type CheckResult = Static<typeof CheckResult>

export const Verdict = Type.Enum(['pass', 'fail', 'incomplete', 'error'])
export type Verdict = Static<typeof Verdict>

export const Report = Type.Object(
  {
    schemaVersion: Type.Literal('report/v1'),
    tool: Type.Object({ name: Type.String(), version: Type.String() }, strict),
    subject: Type.Object(
      {
        isv: optional(Type.String()),
        layout: Type.Enum(['capture', 'oc', 'bare']),
        path: Type.String({ description: 'Where the capture lies on this machine; not part of the digest' }),
        digest: Type.String({
          description: 'Over the names, types and bytes of everything that was captured',
        }),
        state: Type.Enum(['complete', 'partial', 'unknown']),
        configDigest: optional(Type.String()),
        images: Type.Array(
          Type.Object(
            {
              role: Type.String(),
              ref: Type.String(),
              source: Type.String(),
              digest: optional(Type.String()),
              notes: Type.Array(Type.String()),
            },
            strict,
          ),
        ),
        gathers: Type.Array(
          Type.Object(
            {
              name: Type.String(),
              files: Type.Integer(),
              bytes: Type.Integer(),
              exitCode: optional(Type.Integer()),
              durationMs: optional(Type.Number()),
            },
            strict,
          ),
        ),
        secretFound: Type.Boolean({
          description: 'Whether the capture holds a secret, so that it must not be published',
        }),
      },
      strict,
    ),
    cluster: optional(
      Type.Object(
        {
          driver: Type.String(),
          version: Type.String(),
          platform: Type.String(),
          server: optional(Type.String({ description: 'Host and port of the API' })),
          openshift: optional(Type.String()),
          nodes: optional(Type.Array(NodeRecord)),
          certifiable: Type.Boolean(),
          isolation: optional(Type.String()),
          client: optional(Type.String()),
        },
        strict,
      ),
    ),
    certifiable: Type.Object(
      { value: Type.Boolean(), why: Type.Array(Type.String(), { description: 'What stands against it' }) },
      strict,
    ),
    profile: Type.String(),
    verdict: Verdict,
    exitCode: Type.Integer(),
    startedAt: optional(Type.String()),
    durationMs: optional(Type.Number()),
    checks: Type.Array(CheckResult),
    phases: Type.Array(PhaseRecord),
    functests: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          outcome: Type.String(),
          exitCode: optional(Type.Integer()),
          durationMs: Type.Number(),
          output: Type.String(),
        },
        strict,
      ),
    ),
    waivers: Type.Array(
      Type.Object(
        {
          check: Type.String(),
          fingerprint: Type.String(),
          reason: Type.String(),
          expires: Type.String(),
          state: Type.Enum(['used', 'unused', 'expired']),
          covers: optional(
            Type.Integer({ minimum: 0, description: 'How many findings of this capture it waives' }),
          ),
          tooWide: optional(
            Type.Array(Type.String(), {
              description: 'Why it accepts more than one finding for a year; absent where it does not',
            }),
          ),
        },
        strict,
      ),
    ),
    notes: Type.Array(Type.String(), {
      description: 'What a reader must know: a stand-in ran, RUN was not executed',
    }),
    reportDigest: Type.String({ description: 'Over everything but times and places on this machine' }),
  },
  { ...strict, $id: 'report.json', title: 'Report' },
)
export type Report = Static<typeof Report>
