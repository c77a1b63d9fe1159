import {
  deleteObject,
  isConflict,
  isNotFound,
  listAll,
  patchObject,
  pullSecretName,
  troublesOf,
  watch,
  wellKnown,
  type Connection,
} from '../../kube/index.js'
import type { KubeObject } from '../../model/kubernetes.js'
import { olmTypes } from './resources.js'

export interface LendOptions {
  connection: Connection
  /** The Subscription that the run made. */
  subscription: KubeObject
  runId: string
  /** Ends it. */
  signal: AbortSignal
  say: (message: string) => void
}

/**
 * Names the pull secret of the run on the service accounts that OLM makes for the operator, as they come: OLM gives the
 * catalog's secrets to what pulls index and bundle, and to no pod of the operator. OLM takes it off again with each upgrade.
 * Pods that were made a moment before, and cannot be pulled, are deleted, so that their ReplicaSet makes them anew. Gives the
 * names of the accounts when the signal aborts; rejects where the cluster refuses it.
 */
export async function lendPullSecret(options: LendOptions): Promise<string[]> {
  const accounts = new Set<string>()
  try {
    await Promise.all([
      each(options, wellKnown.serviceAccounts, (account) => nameSecret(account, accounts, options)),
      each(options, wellKnown.pods, (pod) => replacePod(pod, accounts, options)),
    ])
  } catch (error) {
    if (!options.signal.aborted) throw error
  }
  return [...accounts].sort()
}

async function each(
  { connection, subscription, signal }: LendOptions,
  resource: (typeof wellKnown)['pods'],
  act: (object: KubeObject) => Promise<void>,
): Promise<void> {
  const { namespace } = subscription.metadata
  for await (const event of watch(connection, resource, { namespace, signal })) {
    if (event.type === 'SYNCED' || event.type === 'DELETED') continue
    await act(event.object).catch(unlessChanged)
  }
}

/** What has changed meanwhile comes by again, or is gone. */
function unlessChanged(error: unknown): void {
  if (!isConflict(error) && !isNotFound(error)) throw error
}

interface WithSecrets {
  imagePullSecrets?: { name: string }[]
}

async function nameSecret(account: KubeObject, accounts: Set<string>, options: LendOptions): Promise<void> {
  const { connection, runId, signal, say } = options
  const { namespace, name, resourceVersion } = account.metadata
  if (!accounts.has(name) && !(await isOfInstall(account, options))) return
  const { imagePullSecrets: before = [] } = account as WithSecrets
  const secret = pullSecretName(runId)
  if (!before.some((one) => one.name === secret)) {
    const body = { metadata: { resourceVersion }, imagePullSecrets: [...before, { name: secret }] }
    const place = { namespace, name }
    await patchObject(connection, wellKnown.serviceAccounts, place, { type: 'merge', body }, { signal })
  }
  if (accounts.has(name)) return
  accounts.add(name)
  say(`service account ${name}: pulls with --pull-secret`)
  const { items } = await listAll(connection, wellKnown.pods, { namespace, signal })
  for (const pod of items) await replacePod(pod, accounts, options).catch(unlessChanged)
}

interface PlanSpec {
  clusterServiceVersionNames?: string[]
}

/** Whether it belongs to a CSV of the Subscription's plans, and nobody else subscribed to what these install. */
async function isOfInstall(
  { metadata }: KubeObject,
  { connection, subscription, signal }: LendOptions,
): Promise<boolean> {
  const csvs = (metadata.ownerReferences ?? []).filter(({ kind }) => kind === olmTypes.csvs.kind)
  if (csvs.length === 0) return false
  const { namespace, uid } = subscription.metadata
  const { items } = await listAll(connection, olmTypes.installPlans, { namespace, signal })
  const planned = items
    .filter((plan) => plan.metadata.ownerReferences?.every((owner) => owner.uid === uid))
    .flatMap(({ spec }) => (spec as PlanSpec).clusterServiceVersionNames ?? [])
  return csvs.every(({ name }) => planned.includes(name))
}

async function replacePod(
  pod: KubeObject,
  accounts: ReadonlySet<string>,
  { connection, runId, signal }: LendOptions,
): Promise<void> {
  const { serviceAccountName = 'default', imagePullSecrets = [] } = pod.spec as WithSecrets & {
    serviceAccountName?: string
  }
  const { namespace, name, uid, deletionTimestamp, ownerReferences = [] } = pod.metadata
  if (!accounts.has(serviceAccountName) || deletionTimestamp !== undefined) return
  if (imagePullSecrets.some((one) => one.name === pullSecretName(runId))) return
  const isMadeAnew = ownerReferences.some(({ kind, controller }) => kind === 'ReplicaSet' && controller)
  if (!isMadeAnew || !troublesOf(pod).some(({ text }) => notPulled.test(text))) return
  await deleteObject(connection, wellKnown.pods, { namespace, name }, { uid, signal })
}

const notPulled = /ErrImagePull|ImagePullBackOff/
