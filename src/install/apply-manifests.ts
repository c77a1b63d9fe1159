import { setTimeout as delay } from 'node:timers/promises'
import { applyObjects, applyStages, KubeApiError, type Applied, type Connection } from '../kube/index.js'
import type { MadeObject } from '../kube/remove-objects.js'
import { runLabels } from '../lib/run-labels.js'
import { ExpectedError } from '../model/errors.js'
import type { KubeObject } from '../model/kubernetes.js'
import type { Logger } from '../model/logger.js'
import { existing, namesTaken } from './names-taken.js'
import { manifestInvalid, type Manifest } from './read-manifests.js'

export interface ApplyManifestsOptions {
  connection: Connection
  runId: string
  /** Where objects without a namespace go. */
  namespace: string
  /** Applies to objects that are there already; else they are refused. They are never this run's. */
  adopt?: boolean | undefined
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
 * the server rejects, `install.exists` (3) for a name that is taken, `install.refused` (3) for want of rights and for
 * conflicts. A namespace that is there is used as it is. Gives the number of objects that were adopted.
 */
export async function applyManifests(
  manifests: readonly Manifest[],
  options: ApplyManifestsOptions,
  made: MadeObject[],
): Promise<{ adopted: number }> {
  const sources = new Map(manifests.map(({ object, source }) => [object, source]))
  let adopted = 0
  for (const object of applyStages([...sources.keys()]).flat()) {
    const source = sources.get(object) ?? 'a manifest'
    const before = await existing(object, options).catch(explain(object, source))
    if (before === 'absent' || before === 'of this run') {
      const { resource, object: after } = await applyOne(labelled(object, options), options).catch(
        explain(object, source),
      )
      if (before === 'absent') made.push({ resource, object: after })
    } else if (options.adopt) {
      await applyOne(object, options).catch(explain(object, source))
      adopted++
    } else if (before === 'taken') {
      throw namesTaken([{ object, source }])
    }
    options.logger.debug(`${object.kind} ${object.metadata.name}: ${before}`)
  }
  return { adopted }
}

async function applyOne(object: KubeObject, options: ApplyManifestsOptions): Promise<Applied> {
  const { connection, namespace, signal, logger } = options
  const onWarning = (warning: string) => logger.warn(`${object.kind} ${object.metadata.name}: ${warning}`)
  for (let attempt = 0; ; attempt++) {
    try {
      let result: Applied | undefined
      for await (const applied of applyObjects(connection, [object], {
        fieldManager,
        // Only what is adopted has other managers, and adopting it means to change it.
        force: options.adopt,
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
function labelled(object: KubeObject, { runId }: ApplyManifestsOptions): KubeObject {
  const labels = { ...object.metadata.labels, ...runLabels(runId) }
  return { ...object, metadata: { ...object.metadata, labels } }
}

function isWebhookAway(error: unknown): boolean {
  return (
    error instanceof KubeApiError && error.status === 500 && error.message.includes('failed calling webhook')
  )
}

function explain(object: KubeObject, source: string): (error: unknown) => never {
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
