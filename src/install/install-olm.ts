import { pullSecretObject } from '../kube/index.js'
import type { MadeObject } from '../kube/remove-objects.js'
import type { ResolvedOlm } from '../model/install-config.js'
import type { KubeObject } from '../model/kubernetes.js'
import { applyManifests } from './apply-manifests.js'
import { targetsOf } from './bundle/targets.js'
import { ensureNamespace } from './ensure-namespace.js'
import type { Installed, InstallOptions } from './install-objects.js'
import { refuseTakenNames } from './names-taken.js'
import { driveOlm, type Driven } from './olm/drive.js'
import { catalogSource, olmNames, operatorGroup, subscription, type OlmNames } from './olm/objects.js'
import { lendPullSecret } from './olm/lend-pull-secret.js'
import { existingOperatorGroup } from './olm/operator-groups.js'
import { removeThroughOlm } from './olm/remove.js'
import { olmTypes } from './olm/resources.js'
import type { Manifest } from './read-manifests.js'

export interface InstallOlmOptions extends Omit<InstallOptions, 'images'> {
  olm: ResolvedOlm
  /** The bundle's ClusterServiceVersion. */
  csv: KubeObject
  index: {
    /** As the cluster pulls it. */
    image: string
    /** Folder of the catalog, where the image has no server of its own. */
    contentIn?: string | undefined
  }
  /** See `driveOlm`. */
  patienceMs?: number | undefined
  say: (message: string) => void
}

export interface InstalledByOlm extends Installed {
  names: OlmNames
  driven: Driven
  /** What a reader of the verdict must know. */
  notes: string[]
}

/**
 * Puts an operator on the cluster the way a customer does: a catalog, an OperatorGroup, a Subscription. An install that
 * OLM does not bring to its end is a result too, so that it can be looked into before it is taken off. Throws
 * `install.operator-groups`, `install.exists`, `install.refused` (3), `install.mode-unsupported` (2); what was made is taken
 * off again then.
 */
export async function installOlm(options: InstallOlmOptions): Promise<InstalledByOlm> {
  const { connection, isv, runId, olm, csv, adopt, signal, logger, say, patienceMs } = options
  const { namespace } = isv.install
  const names = olmNames(namespace, olm, runId)
  const targets = targetsOf(csv, isv.install)
  const made: MadeObject[] = []
  const remove: Installed['remove'] = (how) => removeThroughOlm(connection, made, how)
  try {
    const group = await existingOperatorGroup(connection, { namespace, runId, targets, signal })
    const manifests = olmManifests(names, options, group)
    if (!adopt) await refuseTakenNames(manifests, { connection, runId, namespace, signal })
    await ensureNamespace(connection, { name: namespace, runId, signal }, made)
    await applyManifests(manifests, { connection, runId, namespace, adopt, signal, logger }, made)
    const goal = { target: csv.metadata.name, startingCSV: olm.startingCSV }
    const { timeoutMs } = olm
    const { driven, lent } = await withPullSecret(made, options, (signal) =>
      driveOlm({ connection, names, goal, timeoutMs, patienceMs, signal, say }),
    )
    const notes = group ? [`OperatorGroup ${group.metadata.name} was there, and used as it is.`] : []
    if (lent) notes.push(sayLent(lent))
    return { namespace, adopted: group ? 1 : 0, made, remove, names, driven, notes }
  } catch (error) {
    for (const { object, reason } of await remove())
      logger.warn(`${object.kind} ${object.name} is left on the cluster: ${reason}`)
    throw error
  }
}

/** Drives OLM while the pull secret, where there is one, is named on the accounts that OLM makes. */
async function withPullSecret(
  made: readonly MadeObject[],
  { connection, runId, pullSecret, signal, say }: InstallOlmOptions,
  drive: (signal: AbortSignal) => Promise<Driven>,
): Promise<{ driven: Driven; lent?: string[] }> {
  const subscription = made.find(({ resource }) => resource.kind === olmTypes.subscriptions.kind)?.object
  if (!pullSecret || !subscription) return { driven: await drive(signal) }
  const over = new AbortController()
  const ended = AbortSignal.any([signal, over.signal])
  const driving = drive(ended)
  const lending = lendPullSecret({ connection, subscription, runId, signal: ended, say })
  try {
    // Only a refusal ends it before it is told to.
    const driven = await Promise.race([driving, lending.then(() => driving)])
    over.abort()
    return { driven, lent: await lending }
  } finally {
    over.abort()
    await Promise.allSettled([driving, lending])
  }
}

/** What nobody can do for it: OLM makes the operator's accounts, and the operator those of its operands. */
const sayLent = (accounts: readonly string[]): string =>
  `The pull secret was named on what OLM made for the operator (${accounts.length === 0 ? 'no service account' : accounts.join(', ')}): pods of other service accounts, as an operator makes them for operands, pull with what the cluster has.`

/** In the order of their making. */
export function olmManifests(
  names: OlmNames,
  {
    csv,
    index,
    isv,
    olm,
    pullSecret,
    runId,
  }: Pick<InstallOlmOptions, 'csv' | 'index' | 'isv' | 'olm' | 'pullSecret' | 'runId'>,
  group: KubeObject | undefined,
): Manifest[] {
  const { namespace } = names
  const objects = [
    ...(pullSecret ? [pullSecretObject(pullSecret, { runId, namespace })] : []),
    ...(group ? [] : [operatorGroup(names, targetsOf(csv, isv.install))]),
    catalogSource(names, {
      ...{ image: index.image, contentIn: index.contentIn, displayName: `${olm.package} under test` },
      pullSecretOf: pullSecret && runId,
    }),
    subscription(names, olm),
  ]
  return objects.map((object) => ({ object, source: 'install.method: olm' }))
}
