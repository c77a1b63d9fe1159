import Type from 'typebox'
import type { Static } from 'typebox'
import type { ResolvedInstall } from './install-config.js'
import { Install } from './install-config.js'

/** `isv.yaml`: one ISV's operator, bundle, index and must-gather image, and the contract that they are held to. */

export const isvApiVersion = 'conformance.must-gather.io/v1alpha1'

const strict = { additionalProperties: false } as const
const text = (description: string, options: object = {}) =>
  Type.String({ minLength: 1, description, ...options })
const duration = (description: string) => Type.String({ format: 'go-duration', description })
const quantity = (description: string) => Type.String({ format: 'quantity', description })
const path = (description: string) => Type.String({ minLength: 1, format: 'relative-path', description })

const Image = Type.Union(
  [
    text('Image reference', { format: 'image-reference' }),
    Type.Object(
      {
        ref: text('Image reference that the configuration certifies', { format: 'image-reference' }),
        build: Type.Optional(
          Type.Object(
            {
              context: path('Build folder with a Dockerfile, for where the image cannot be pulled'),
              args: Type.Optional(
                Type.Record(Type.String(), Type.String(), { description: 'Build arguments' }),
              ),
            },
            strict,
          ),
        ),
        standIn: Type.Optional(
          path(
            'Build folder of another program that stands in where the image cannot be had; the report names it',
          ),
        ),
      },
      strict,
    ),
  ],
  { description: 'A reference, or {ref, build, standIn}' },
)

const Ready = Type.Object(
  {
    kind: text('Kind of the object to wait for'),
    name: text('Name of the object'),
    apiVersion: Type.Optional(text('API version, where the kind alone is ambiguous')),
    namespace: Type.Optional(text('Namespace; default: install.namespace')),
    condition: Type.Optional(text('Condition that must be True; without it the object must exist')),
    timeout: Type.Optional(duration('How long to wait; default 2m')),
  },
  strict,
)

const Sample = Type.Union(
  [
    path('Manifest of operands to create before the gather'),
    Type.Object(
      {
        file: path('Manifest of operands to create before the gather'),
        ready: Type.Optional(Type.Array(Ready, { description: 'What to wait for after it was created' })),
      },
      strict,
    ),
  ],
  { description: 'A manifest, or {file, ready}' },
)

const Gather = Type.Object(
  {
    command: Type.Optional(
      Type.Array(text('Argument'), {
        minItems: 1,
        description: 'Default: /usr/bin/gather (oc), gather (isv)',
      }),
    ),
    sourceDir: Type.Optional(text('Where the image writes; default /must-gather', { pattern: '^/' })),
    timeout: Type.Optional(duration('The gather must end within it; default 10m')),
    environment: Type.Optional(Type.Enum(['oc', 'isv'], { description: 'Default oc' })),
    access: Type.Optional(
      Type.Enum(['cluster-admin', 'namespace-admin'], { description: 'Default cluster-admin' }),
    ),
    scripts: Type.Optional(Type.Array(text('Script that must also run alone'), { uniqueItems: true })),
  },
  strict,
)

const planted = (description: string) => Type.Optional(Type.Boolean({ description }))

const Canaries = Type.Union(
  [
    Type.Boolean({ description: 'All kinds, or none' }),
    Type.Object(
      {
        secrets: planted('Secrets of four types; default true'),
        configMap: planted('A ConfigMap whose key says password; default true'),
        environment: planted('A pod with the value in its environment; default true'),
        log: planted('A pod that prints the value to its log; default true'),
      },
      strict,
    ),
  ],
  {
    description:
      'Values planted before the gather, which must not come out of it: true, false or {secrets, ...}',
  },
)

const Contract = Type.Object(
  {
    profile: Type.Optional(text('Profile name or file; default isv/v1')),
    version: Type.Optional(
      Type.Object(
        {
          product: Type.Optional(text('First line of the version file')),
          operator: Type.Optional(text('Version of the operator', { format: 'version' })),
        },
        strict,
      ),
    ),
    expectedFiles: Type.Optional(path('expected-files.yaml')),
    commandLog: Type.Optional(
      Type.Object(
        {
          path: Type.Optional(
            path('Log of the commands, inside the must-gather folder; default gather-debug.log'),
          ),
          allowFailed: Type.Optional(Type.Array(text('Glob over a command that may fail'))),
        },
        strict,
      ),
    ),
    budgets: Type.Optional(
      Type.Object(
        {
          duration: Type.Optional(duration('Longest gather')),
          size: Type.Optional(quantity('Largest output')),
          files: Type.Optional(Type.Integer({ minimum: 1, description: 'Most files' })),
        },
        strict,
      ),
    ),
    canaries: Type.Optional(Canaries),
    waivers: Type.Optional(path('waivers.yaml')),
  },
  strict,
)

export const IsvConfig = Type.Object(
  {
    apiVersion: Type.Literal(isvApiVersion),
    kind: Type.Literal('Isv'),
    metadata: Type.Object({ name: text('Name of the ISV, as its folder', { format: 'dns-label' }) }, strict),
    spec: Type.Object(
      {
        images: Type.Object(
          {
            operator: Image,
            bundle: Type.Optional(Image),
            index: Type.Optional(Image),
            mustGather: Image,
          },
          strict,
        ),
        install: Install,
        ready: Type.Optional(Type.Array(Ready)),
        samples: Type.Optional(Type.Array(Sample)),
        gather: Type.Optional(Gather),
        contract: Type.Optional(Contract),
        functests: Type.Optional(Type.Array(path('Executable file or glob'))),
      },
      strict,
    ),
  },
  { ...strict, $id: 'isv.json', title: 'ISV configuration' },
)
export type IsvConfig = Static<typeof IsvConfig>
export type ReadyCondition = Static<typeof Ready>

export type ImageRole = 'operator' | 'bundle' | 'index' | 'mustGather'

/** An image of the configuration with its folders made absolute. */
export interface ResolvedImage {
  ref: string
  build?: { context: string; args: Record<string, string> }
  standIn?: string
}

/** Which canaries a run plants before the gather. */
export interface CanarySwitches {
  secrets: boolean
  configMap: boolean
  environment: boolean
  log: boolean
}

/** `isv.yaml` with its defaults filled in, its short forms spelled out and its paths absolute. */
export interface ResolvedIsv {
  name: string
  /** The ISV's folder, absolute. */
  dir: string
  /** `isv.yaml`, absolute. */
  file: string
  images: {
    operator: ResolvedImage
    mustGather: ResolvedImage
    bundle?: ResolvedImage
    index?: ResolvedImage
  }
  install: ResolvedInstall
  ready: ResolvedReady[]
  samples: { file: string; ready: ResolvedReady[] }[]
  gather: {
    command: string[]
    sourceDir: string
    timeoutMs: number
    environment: 'oc' | 'isv'
    access: 'cluster-admin' | 'namespace-admin'
    scripts: string[]
  }
  contract: {
    profile: string
    product?: string
    operatorVersion?: string
    expectedFiles?: string
    commandLog: { path: string; allowFailed: string[] }
    budgets: { durationMs?: number; sizeBytes?: number; files?: number }
    canaries: CanarySwitches
    waivers?: string
  }
  /** Executables, absolute, in the order of their names. */
  functests: string[]
}

export interface ResolvedReady {
  kind: string
  name: string
  apiVersion?: string
  namespace?: string
  condition?: string
  timeoutMs: number
}
