import type { Connection, PullSecret } from '../kube/index.js'
import { inReverse, removeObjects, type LeftObject, type MadeObject } from '../kube/remove-objects.js'
import type { ResolvedInstall } from '../model/install-config.js'
import type { Logger } from '../model/logger.js'
import { applyManifests } from './apply-manifests.js'
import { customObjects } from './custom-objects.js'
import { ensureNamespace } from './ensure-namespace.js'
import { refuseTakenNames } from './names-taken.js'
import { overrideImages } from './override-images.js'
import type { Manifest } from './read-manifests.js'
import { withPullSecret } from './with-pull-secret.js'

export interface InstallOptions {
  connection: Connection
  isv: { install: ResolvedInstall }
  runId: string
  /** References in the manifests that are to be replaced by others. */
  images?: ReadonlyMap<string, string> | undefined
  /** Applies to objects that are there already, instead of refusing them. */
  adopt?: boolean | undefined
  /** For the pods and service accounts of the manifests. */
  pullSecret?: PullSecret | undefined
  signal: AbortSignal
  logger: Logger
}

/** An operator on the cluster. */
export interface Installed {
  namespace: string
  /** Objects that were there before, and stay. */
  adopted: number
  /** What this program made, in the order of its making. */
  made: readonly MadeObject[]
  /** Takes it off again, the last first, and waits until it is gone; the signal ends the waiting. Never throws: what is left comes back. */
  remove(options?: RemoveInstalled): Promise<LeftObject[]>
}

export interface RemoveInstalled {
  timeoutMs?: number
  signal?: AbortSignal
}

const removeMs = 2 * 60_000

/**
 * Puts manifests on the cluster, with the namespace that they go into. What was made is taken off again where it fails.
 * Throws `install.manifest-invalid` (exit code 2), `install.exists` and `install.refused` (3), or what the connection throws.
 */
export async function installObjects(
  manifests: readonly Manifest[],
  options: InstallOptions,
): Promise<Installed> {
  const { connection, isv, runId, signal, logger, adopt } = options
  const { namespace } = isv.install
  const wanted = prepared(manifests, options)
  const made: MadeObject[] = []
  const remove: Installed['remove'] = async ({ timeoutMs = removeMs, signal: stopWaiting } = {}) => {
    // First, and while the operator still runs: only it lets go of what its finalizers hold.
    const customs = await customObjects(connection, made).catch(() => [])
    return removeObjects(connection, [customs, ...inReverse(made)], { timeoutMs, stopWaiting })
  }
  let adopted: number
  try {
    if (!adopt) await refuseTakenNames(wanted, { connection, runId, namespace, signal })
    await ensureNamespace(connection, { name: namespace, runId, signal }, made)
    const into = { connection, runId, namespace, adopt, signal, logger }
    adopted = (await applyManifests(wanted, into, made)).adopted
  } catch (error) {
    for (const { object, reason } of await remove()) {
      logger.warn(`${object.kind} ${object.name} is left on the cluster: ${reason}`)
    }
    throw error
  }
  return { namespace, adopted, made, remove }
}

function prepared(
  manifests: readonly Manifest[],
  { isv, runId, images, pullSecret }: InstallOptions,
): Manifest[] {
  const { namespace } = isv.install
  const replaced = manifests.map(({ object, source }) => ({
    object: overrideImages(object, images ?? new Map<string, string>()),
    source,
  }))
  return pullSecret ? withPullSecret(replaced, { pullSecret, runId, namespace }) : replaced
}
