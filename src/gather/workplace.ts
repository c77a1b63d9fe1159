import {
  createObject,
  findObject,
  isForbidden,
  pullSecretObject,
  waitFor,
  wellKnown,
  type ApiResource,
  type Connection,
} from '../kube/index.js'
import type { MadeObject } from '../kube/remove-objects.js'
import { ExpectedError } from '../model/errors.js'
import type { KubeObject } from '../model/kubernetes.js'
import { runLabels } from '../lib/run-labels.js'
import { namespaceManifest } from './namespace-manifest.js'
import { refused } from './refused.js'
import { grant, type Make } from './rights.js'
import type { GatherOptions } from './types.js'

/** Where a gather takes place, and everything that was made for it, in the order of its making. */
export interface Workplace {
  namespace: string
  serviceAccount: string
  made: MadeObject[]
}

const accountName = 'must-gather'
/** A pod is refused, or hangs at its first mount, until the namespace's controllers have made what it mounts. */
const rootCaMs = 15_000
const createMs = 20_000

export function emptyWorkplace(): Workplace {
  return { namespace: '', serviceAccount: '', made: [] }
}

/**
 * Makes the namespace, or takes the one that is given, the service account and its rights. What was made is noted in
 * `place.made` at once, so that the caller can take it away when this throws: `gather.refused|no-namespace|no-account|no-role`,
 * or what the connection throws.
 */
export async function openWorkplace(
  options: GatherOptions,
  place: Workplace,
  signal: AbortSignal,
): Promise<void> {
  const make = maker(options, place, signal)
  const own = options.runNamespace === undefined ? await makeNamespace(options, make, signal) : undefined
  place.namespace = own?.metadata.name ?? (await existingNamespace(options, signal))
  if (options.pullSecret)
    await make(
      wellKnown.secrets,
      pullSecretObject(options.pullSecret, { runId: options.runId, namespace: place.namespace }),
    )
  if (own === undefined && options.serviceAccount !== undefined) {
    // Its rights are its own.
    place.serviceAccount = await existingAccount(options, place.namespace, options.serviceAccount, signal)
    return
  }
  const account = await make(wellKnown.serviceAccounts, accountManifest(options, place.namespace))
  place.serviceAccount = account.metadata.name
  await grant(options, { ...place, owner: own?.metadata }, make)
  if (own) await rootCaPublished(options.connection, place.namespace, signal)
}

function maker(options: GatherOptions, place: Workplace, signal: AbortSignal): Make {
  return async (resource, object) => {
    signal.throwIfAborted()
    // Not ended by the caller's abort: then nobody would know whether the object is there, and what its name is.
    const limit = AbortSignal.timeout(createMs)
    try {
      const created = await createObject(options.connection, resource, object, { signal: limit })
      place.made.push({ resource, object: created })
      options.onMade?.(created)
      return created
    } catch (error) {
      throw isForbidden(error) ? await refused(options, error) : error
    }
  }
}

/** Only a server that has its groups is asked for what OpenShift alone knows. */
async function makeNamespace(options: GatherOptions, make: Make, signal: AbortSignal): Promise<KubeObject> {
  const { groupVersions } = await options.connection.discovery(signal)
  const openshift = groupVersions.some((version) => version.startsWith('security.openshift.io/'))
  return make(wellKnown.namespaces, namespaceManifest(options, { openshift }))
}

async function existingNamespace(
  { connection, runNamespace = '' }: GatherOptions,
  signal: AbortSignal,
): Promise<string> {
  if (await exists(connection, wellKnown.namespaces, { name: runNamespace }, signal)) return runNamespace
  throw new ExpectedError({
    code: 'gather.no-namespace',
    message: `there is no namespace ${runNamespace} to run the gather in`,
    next: 'Create it, or leave it to the gather to make one of its own.',
    exitCode: 2,
  })
}

async function existingAccount(
  { connection }: GatherOptions,
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<string> {
  if (await exists(connection, wellKnown.serviceAccounts, { namespace, name }, signal)) return name
  throw new ExpectedError({
    code: 'gather.no-account',
    message: `there is no service account ${name} in namespace ${namespace}`,
    next: 'Create it with the rights that the gather needs, or leave it to the gather to make one.',
    exitCode: 2,
  })
}

/** Who may not look is believed. */
async function exists(
  connection: Connection,
  resource: ApiResource,
  place: { namespace?: string; name: string },
  signal: AbortSignal,
): Promise<boolean> {
  try {
    return (await findObject(connection, resource, place, signal)) !== undefined
  } catch (error) {
    if (isForbidden(error)) return true
    throw error
  }
}

function accountManifest(
  { runId, runNamespace, serviceAccount = accountName }: GatherOptions,
  namespace: string,
): KubeObject {
  // In a namespace of others its name must not be one of theirs.
  const name =
    runNamespace === undefined ? { name: serviceAccount } : { name: '', generateName: 'must-gather-' }
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { ...name, namespace, labels: runLabels(runId) },
  }
}

async function rootCaPublished(
  connection: Connection,
  namespace: string,
  signal: AbortSignal,
): Promise<void> {
  const target = { resource: wellKnown.configMaps, namespace, name: 'kube-root-ca.crt' }
  const options = { timeoutMs: rootCaMs, signal, what: 'the cluster CA in the new namespace' }
  await waitFor(connection, target, (object) => object !== undefined, options).catch((error: unknown) => {
    // Not every cluster publishes it; the kubelet says so better than a wait does.
    if (!(error instanceof ExpectedError) || error.code !== 'kube.wait-timeout') throw error
  })
}
