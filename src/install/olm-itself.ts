import { listObjects, resourceOf, type Connection } from '../kube/index.js'
import type { KubeObject } from '../model/kubernetes.js'
import type { ResolvedReady } from '../model/isv-config.js'
import { ExpectedError, exitCodes } from '../model/errors.js'
import { installObjects, type Installed, type InstallOptions } from './install-objects.js'
import { olmTypes } from './olm/resources.js'
import type { Manifest } from './read-manifests.js'
import { waitReady } from './wait-ready.js'

const readyMs = 5 * 60_000
/** Where OLM's manifests put what names no namespace, which none of them does. */
const defaultNamespace = 'olm'

/**
 * Puts OLM itself on a cluster and waits until it works. Throws what `installObjects` throws, and `install.olm-not-ready`
 * (exit code 3); what was made is taken off again then.
 */
export async function installOlmFrom(
  manifests: readonly Manifest[],
  options: Omit<InstallOptions, 'isv' | 'images'>,
): Promise<Installed> {
  const { connection, signal, logger } = options
  const namespace = namespaceOf(manifests)
  const isv = { install: { method: 'manifests' as const, manifests: [], namespace } }
  const installed = await installObjects(manifests, { ...options, isv })
  try {
    const ready = manifests.flatMap(({ object }) => deploymentReady(object))
    const late = (await waitReady({ connection, ready, namespace, signal })).filter((row) => !row.ready)
    if (late.length === 0) return installed
    throw new ExpectedError({
      code: 'install.olm-not-ready',
      message: late.map(({ what, why }) => `${what} did not come\n${why ?? ''}`).join('\n'),
      next: 'Look at the pods of OLM; its images must be ones that the cluster can pull.',
      exitCode: exitCodes.environment,
    })
  } catch (error) {
    for (const { object, reason } of await installed.remove())
      logger.warn(`${object.kind} ${object.name} is left on the cluster: ${reason}`)
    throw error
  }
}

const namespaceOf = (manifests: readonly Manifest[]): string =>
  manifests.find(({ object }) => object.kind === 'Deployment')?.object.metadata.namespace ?? defaultNamespace

function deploymentReady({ kind, metadata: { name, namespace } }: KubeObject): ResolvedReady[] {
  if (kind !== 'Deployment') return []
  const place = namespace === undefined ? {} : { namespace }
  return [{ kind, name, ...place, condition: 'Available', timeoutMs: readyMs }]
}

/**
 * The version of the OLM on a cluster: what its package server says of itself, else the tag of the image that its operator
 * runs. `undefined` where neither can be told.
 */
export async function olmVersion(connection: Connection, signal: AbortSignal): Promise<string | undefined> {
  try {
    for await (const csv of listObjects(connection, olmTypes.csvs, {
      fieldSelector: 'metadata.name=packageserver',
      signal,
    })) {
      const { version } = (csv.spec ?? {}) as { version?: string }
      if (version !== undefined) return version
    }
    const deployments = await resourceOf(connection, { apiVersion: 'apps/v1', kind: 'Deployment' }, signal)
    for await (const found of listObjects(connection, deployments, {
      fieldSelector: 'metadata.name=olm-operator',
      signal,
    }))
      return imageVersion(found)
    return undefined
  } catch {
    signal.throwIfAborted()
    return undefined
  }
}

interface PodTemplate {
  template?: { spec?: { containers?: { image?: string }[] } }
}

/** `v0.30.0` of `quay.io/operator-framework/olm:v0.30.0`, `sha256:...` of one that is pinned. */
function imageVersion({ spec }: KubeObject): string | undefined {
  const image = (spec as PodTemplate | undefined)?.template?.spec?.containers?.[0]?.image ?? ''
  return /@(sha256:[0-9a-f]+)$/.exec(image)?.[1] ?? /:([^/:]+)$/.exec(image)?.[1]
}
