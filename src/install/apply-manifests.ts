import { setTimeout as delay } from 'node:timers/promises'
import {
  applyObjects,
  applyStages,
  findObject,
  KubeApiError,
  resourceOf,
  type Applied,
  type Connection,
} from '../kube/index.js'
import type { MadeObject } from '../kube/remove-objects.js'
import { managedBy, managedByLabel, runLabels } from '../lib/run-labels.js'
import { ExpectedError } from '../model/errors.js'
import type { KubeObject } from '../model/kubernetes.js'
import type { Logger } from '../model/logger.js'
import { manifestInvalid, type Manifest } from './read-manifests.js'

export interface ApplyManifestsOptions {
  connection: Connection
  runId: string
  /** Where objects without a namespace go. */
  namespace: string
  signal: AbortSignal
  logger: Logger
}

const fieldManager = 'isv-must-gather'
/** An operator that is available may serve its webhook some seconds later. */
const webhookRetries = 15
const webhookPauseMs = 2000

/**
 * Applies manifests on the server's side in the order in which they need each other. What is this run's is added to
 * `made` as it comes, so that it is known also where this throws: `install.manifest-invalid` (exit code 2) for what
 * the server rejects, `install.refused` (3) for want of rights and for conflicts.
 */
export async function applyManifests(
  manifests: readonly Manifest[],
  options: ApplyManifestsOptions,
  made: MadeObject[],
): Promise<void> {
  const sources = new Map(manifests.map(({ object, source }) => [object, source]))
  for (const object of applyStages([...sources.keys()]).flat()) {
    const {
      resource,
      object: after,
      outcome,
    } = await applyOne(object, options).catch(explain(object, sources.get(object)))
    options.logger.debug(`${resource.kind} ${after.metadata.name} ${outcome}`)
    if (isOurs(after)) made.push({ resource, object: after })
  }
}

async function applyOne(object: KubeObject, options: ApplyManifestsOptions): Promise<Applied> {
  const { connection, namespace, signal, logger } = options
  const labelled = await withLabels(object, options)
  for (let attempt = 0; ; attempt++) {
    try {
      let result: Applied | undefined
      const onWarning = (warning: string) => logger.warn(`${object.kind} ${object.metadata.name}: ${warning}`)
      for await (const applied of applyObjects(connection, [labelled], {
        fieldManager,
        namespace,
        signal,
        onWarning,
      })) {
        result = applied
      }
      if (result) return result
      throw new Error(`${object.kind} ${object.metadata.name} was not applied`)
    } catch (error) {
      if (!isWebhookAway(error) || attempt >= webhookRetries) throw error
      // Nothing tells when a webhook begins to answer.
      await delay(webhookPauseMs, undefined, { signal })
    }
  }
}

/** Only what is new is labelled: a sweep deletes by the label, and must never find what was there before. */
async function withLabels(
  object: KubeObject,
  { connection, namespace, runId, signal }: ApplyManifestsOptions,
): Promise<KubeObject> {
  const resource = await resourceOf(connection, object, signal)
  const place = {
    namespace: resource.namespaced ? (object.metadata.namespace ?? namespace) : undefined,
    name: object.metadata.name,
  }
  const existing = await findObject(connection, resource, place, signal)
  if (existing && !isOurs(existing)) return object
  return {
    ...object,
    metadata: { ...object.metadata, labels: { ...object.metadata.labels, ...runLabels(runId) } },
  }
}

/** Made by this program: by this run, or by one that was killed. */
export function isOurs({ metadata }: KubeObject): boolean {
  return metadata.labels?.[managedByLabel] === managedBy
}

function isWebhookAway(error: unknown): boolean {
  return (
    error instanceof KubeApiError && error.status === 500 && error.message.includes('failed calling webhook')
  )
}

function explain(object: KubeObject, source = 'a manifest'): (error: unknown) => never {
  return (error) => {
    const what = `${object.kind} ${object.metadata.name} of ${source}`
    const noSuchKind = error instanceof ExpectedError && error.code === 'kube.no-such-kind'
    if (noSuchKind || (error instanceof KubeApiError && [400, 422].includes(error.status))) {
      throw manifestInvalid(`${what}: ${error.message}`, error)
    }
    if (!(error instanceof KubeApiError) || ![403, 409].includes(error.status)) throw error
    throw new ExpectedError({
      code: 'install.refused',
      message: `the cluster refuses ${what}: ${error.message}`,
      next: 'Give the user of the kubeconfig the right, or take away what is in the way, as the message says.',
      exitCode: 3,
      cause: error,
    })
  }
}
