import Type from 'typebox'
import type { Static } from 'typebox'
import { isvApiVersion } from './isv-config.js'

/** `expected-files.yaml`: which files a gather must leave, and what must be in them. */

const strict = { additionalProperties: false } as const

const ObjectCount = Type.Object(
  {
    kind: Type.String({ minLength: 1, description: 'Kind of the objects in the file' }),
    apiVersion: Type.Optional(Type.String({ minLength: 1 })),
    count: Type.Optional(Type.Integer({ minimum: 0, description: 'Exactly so many; default: at least one' })),
  },
  strict,
)

const When = Type.Object(
  {
    platform: Type.Optional(Type.Enum(['openshift', 'kubernetes'])),
    version: Type.Optional(
      Type.String({ format: 'semver-range', description: 'Range of the server version: >=1.30' }),
    ),
    feature: Type.Optional(Type.String({ minLength: 1, description: 'API group that the cluster serves' })),
  },
  {
    ...strict,
    minProperties: 1,
    description: 'Conditions; where one is false the entry is skipped, and the report says so',
  },
)

const LiveObjects = Type.Object(
  {
    kind: Type.String({ minLength: 1 }),
    apiVersion: Type.Optional(Type.String({ minLength: 1 })),
    namespace: Type.Optional(
      Type.String({ minLength: 1, description: 'May hold variables; default: all namespaces' }),
    ),
    labels: Type.Optional(Type.Record(Type.String(), Type.String())),
  },
  {
    ...strict,
    description: 'One path for each live object of this kind; gives the variables name and namespace',
  },
)

const Entry = Type.Object(
  {
    path: Type.String({
      minLength: 1,
      description:
        'Glob over the whole path inside the must-gather folder; {namespace}, {isv}, {operatorVersion} are filled in',
    }),
    for: Type.Optional(LiveObjects),
    min: Type.Optional(Type.Integer({ minimum: 0, description: 'Fewest matches; default 1' })),
    max: Type.Optional(Type.Integer({ minimum: 1, description: 'Most matches' })),
    content: Type.Optional(
      Type.Union([Type.Enum(['nonEmpty', 'yaml', 'json', 'log']), Type.Array(ObjectCount, { minItems: 1 })], {
        description: 'nonEmpty, yaml, json, log, or the objects that the file must hold; default nonEmpty',
      }),
    ),
    empty: Type.Optional(Type.Enum(['allowed'], { description: 'The file may be empty' })),
    when: Type.Optional(When),
  },
  strict,
)

export const ExpectedFiles = Type.Object(
  {
    apiVersion: Type.Literal(isvApiVersion),
    kind: Type.Literal('ExpectedFiles'),
    files: Type.Array(Entry, { minItems: 1 }),
    unexpectedEmpty: Type.Optional(
      Type.Enum(['fail', 'allow'], {
        description: 'Empty files that no entry allows; logs of containers may be empty. Default fail',
      }),
    ),
    unexpected: Type.Optional(
      Type.Enum(['fail', 'allow'], { description: 'Files that no entry matches. Default allow' }),
    ),
    forbidden: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), { description: 'Globs that no file may match' }),
    ),
  },
  { ...strict, $id: 'expected-files.json', title: 'Files that a gather must leave' },
)
export type ExpectedFiles = Static<typeof ExpectedFiles>
export type ExpectedEntry = ExpectedFiles['files'][number]
