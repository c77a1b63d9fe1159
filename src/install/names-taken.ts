import { findObject, type Connection } from '../kube/index.js'
import { labelValue, managedBy, managedByLabel, runLabel } from '../lib/run-labels.js'
import { ExpectedError } from '../model/errors.js'
import type { KubeObject } from '../model/kubernetes.js'
import type { Manifest } from './read-manifests.js'

export interface NamesOptions {
  connection: Connection
  runId: string
  /** Where objects without a namespace go. */
  namespace: string
  signal: AbortSignal
}

/** Whose an object is that bears a manifest's name; `usable` is a namespace of somebody else. */
export type Existing = 'absent' | 'of this run' | 'usable' | 'taken'

/** Looks whether an object of this name is there; a type that the server does not have yet has no objects. */
export async function existing(object: KubeObject, options: NamesOptions): Promise<Existing> {
  const found = await find(object, options)
  if (!found) return 'absent'
  const { labels = {} } = found.metadata
  const ours = labels[managedByLabel] === managedBy
  if (ours && labels[runLabel] === labelValue(options.runId)) return 'of this run'
  // One that a killed run left may be swept at any time.
  return found.kind === 'Namespace' && !ours ? 'usable' : 'taken'
}

/** Throws `install.exists` with every manifest whose name is taken, and with the namespace where a killed run left it. */
export async function refuseTakenNames(manifests: readonly Manifest[], options: NamesOptions): Promise<void> {
  const wanted = [operatorNamespace(options), ...manifests]
  const states = await Promise.all(wanted.map(({ object }) => existing(object, options)))
  const taken = wanted.filter((_, index) => states[index] === 'taken')
  if (taken.length > 0) throw namesTaken(taken)
}

const operatorNamespace = ({ namespace }: NamesOptions): Manifest => ({
  object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
  source: 'install.namespace',
})

export function namesTaken(taken: readonly Manifest[]): ExpectedError {
  const rows = taken.map(({ object: { kind, metadata }, source }) => {
    const place = metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`
    return `  ${kind} ${place} (${source})`
  })
  return new ExpectedError({
    code: 'install.exists',
    message: `on the cluster there is already, and not of this run:\n${rows.join('\n')}`,
    next: 'Take these away (`must-gather doctor --sweep` does so with what a killed run left), or give --adopt: they are applied to then, and left where they are.',
    exitCode: 3,
  })
}

async function find(
  { apiVersion, kind, metadata }: KubeObject,
  { connection, namespace, signal }: NamesOptions,
): Promise<KubeObject | undefined> {
  const { resources } = await connection.discovery(signal)
  const resource = resources.ofKind(apiVersion, kind)
  if (!resource) return undefined
  const place = { namespace: resource.namespaced ? (metadata.namespace ?? namespace) : undefined }
  return findObject(connection, resource, { ...place, name: metadata.name }, signal)
}
