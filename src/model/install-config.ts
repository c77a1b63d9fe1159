import Type from 'typebox'
import type { Static } from 'typebox'

/** `spec.install` of an `isv.yaml`: how the operator comes on the cluster. */

const strict = { additionalProperties: false } as const
const text = (description: string, options: object = {}) =>
  Type.String({ minLength: 1, description, ...options })

export const installMethods = ['manifests', 'bundle', 'olm'] as const
export type InstallMethod = (typeof installMethods)[number]

export const installModes = ['OwnNamespace', 'SingleNamespace', 'MultiNamespace', 'AllNamespaces'] as const
export type InstallMode = (typeof installModes)[number]

export const Install = Type.Object(
  {
    method: Type.Enum([...installMethods], {
      description: 'How the operator is put on the cluster: its manifests, its bundle without OLM, or OLM',
    }),
    namespace: text('Namespace of the operator; created where it does not exist', { format: 'dns-label' }),
    manifests: Type.Optional(
      Type.Array(
        Type.String({ minLength: 1, format: 'relative-path', description: 'Manifest file or glob' }),
        {
          minItems: 1,
          description: 'For manifests, and for --install=manifests beside another method',
        },
      ),
    ),
    package: Type.Optional(text('Package of the index, for olm')),
    channel: Type.Optional(text('Channel of the package, for olm')),
    startingCSV: Type.Optional(
      text('CSV that OLM installs first, from which it then upgrades to that of the bundle'),
    ),
    approval: Type.Optional(
      Type.Enum(['Automatic', 'Manual'], {
        description:
          'Who approves install plans: OLM, or the run, one by one and none beyond the bundle. Default Automatic',
      }),
    ),
    installMode: Type.Optional(
      Type.Enum([...installModes], {
        description: 'Which namespaces the operator watches; default: the first that the bundle supports',
      }),
    ),
    targetNamespaces: Type.Optional(
      Type.Array(text('Namespace', { format: 'dns-label' }), {
        minItems: 1,
        uniqueItems: true,
        description: 'Namespaces that the operator watches; default: as the install mode says',
      }),
    ),
    timeout: Type.Optional(
      Type.String({
        format: 'go-duration',
        description: 'How long OLM may take until the CSV has succeeded; default 5m',
      }),
    ),
    olmManifests: Type.Optional(
      Type.Array(text('Path or URL', { format: 'path-or-url' }), {
        minItems: 1,
        description: 'Manifests of OLM itself, for --olm=install',
      }),
    ),
  },
  strict,
)
export type InstallConfig = Static<typeof Install>

/** What is asked of OLM. */
export interface ResolvedOlm {
  package: string
  channel: string
  startingCSV?: string
  approval: 'Automatic' | 'Manual'
  timeoutMs: number
}

/** `spec.install` with its defaults filled in and its paths absolute. */
export interface ResolvedInstall {
  method: InstallMethod
  namespace: string
  /** Absolute; empty where isv.yaml names none. */
  manifests: string[]
  installMode?: InstallMode
  targetNamespaces?: string[]
  /** Where isv.yaml names a package and a channel. */
  olm?: ResolvedOlm
  /** Absolute paths, and URLs. */
  olmManifests?: string[]
}
