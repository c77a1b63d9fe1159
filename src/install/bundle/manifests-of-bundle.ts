import type { Bundle, BundleObject } from '../../bundle/index.js'
import { bundleObjects } from '../../bundle/index.js'
import type { ResolvedInstall } from '../../model/install-config.js'
import type { KubeObject } from '../../model/kubernetes.js'
import { InstallFailed } from '../install-fault.js'
import type { Manifest } from '../read-manifests.js'
import { isCsv } from './csv.js'
import { deploymentsOf } from './deployments.js'
import { rbacOf } from './rbac.js'
import { targetsOf } from './targets.js'

/** The bundle's ClusterServiceVersion; `undefined` where it has none, or several, or none with a name. */
export function csvOf(bundle: Bundle): KubeObject | undefined {
  const found = bundleObjects(bundle).filter(({ object }) => isCsv(object))
  const [first] = found
  return found.length === 1 && first?.object.metadata.name !== undefined
    ? (first.object as KubeObject)
    : undefined
}

/**
 * What a bundle is on a cluster without OLM: its own objects, and those that OLM would make of its CSV. Throws
 * `InstallFailed` for one that is broken, and `install.mode-unsupported`.
 */
export function manifestsOfBundle(bundle: Bundle, install: ResolvedInstall): Manifest[] {
  const csv = csvOf(bundle)
  if (!csv) throw brokenBundle(bundle)
  const { namespace } = install
  const targets = targetsOf(csv, install)
  const own = bundleObjects(bundle)
    .filter(({ object }) => !isCsv(object))
    .map((one) => ownManifest(one, bundle))
  const source = `${csv.metadata.name} of ${bundle.origin}`
  const made = [...rbacOf(csv, { namespace, targets }), ...deploymentsOf(csv, namespace, targets)]
  const taken = new Set(own.map(({ object }) => keyOf(object, namespace)))
  // A bundle may bring a service account itself, which OLM then uses.
  return [
    ...own,
    ...made.filter((object) => !taken.has(keyOf(object, namespace))).map((object) => ({ object, source })),
  ]
}

/** OLM puts everything of a namespace into the operator's, whatever the manifest says. */
function ownManifest({ object, path, line }: BundleObject, bundle: Bundle): Manifest {
  const { namespace: _, ...metadata } = object.metadata
  return {
    object: { ...object, metadata } as KubeObject,
    source: `${bundle.origin}, ${path}:${line}`,
  }
}

const keyOf = ({ kind, metadata }: KubeObject, namespace: string) =>
  `${kind}/${kind.startsWith('Cluster') ? '' : (metadata.namespace ?? namespace)}/${metadata.name}`

const brokenBundle = ({ origin }: Bundle) =>
  new InstallFailed({
    cause: 'bundle-broken',
    summary: `The bundle ${origin} cannot be installed: it does not have one ClusterServiceVersion.`,
    next: 'See the findings of MG-OLM-001.',
  })
