import { setTimeout as delay } from 'node:timers/promises'
import {
  createObject,
  isAccountUnknown,
  KubeApiError,
  patchObject,
  violatesPodSecurity,
  wellKnown,
} from '../kube/index.js'
import { ExpectedError } from '../model/errors.js'
import { podSecurityLabels } from './namespace-manifest.js'
import { candidateNodes } from './nodes.js'
import { podManifest, priorityClass, type PodPlace } from './pod-manifest.js'
import type { Pod } from './pod-status.js'
import type { GatherOptions } from './types.js'
import type { Workplace } from './workplace.js'

/** How often a pod is tried again that is refused because its new service account is not known everywhere yet. */
const accountRetries = 10
const createMs = 20_000

/**
 * Creates the gather's pod where a node that is ready can take it; without its priority where the cluster refuses
 * that, and with the namespace's pod security lifted where that is our own to lift.
 * Throws `gather.not-scheduled` where no node is ready, `gather.pod-refused` for quota, PodSecurity and the like.
 */
export async function createPod(
  options: GatherOptions,
  workplace: Workplace,
  signal: AbortSignal,
): Promise<Pod> {
  const { namespace, serviceAccount } = workplace
  const nodes = await candidateNodes(options.connection, options, signal)
  const place = { namespace, serviceAccount, nodes }
  const create = (withPriority: PodPlace) => createOnce(options, withPriority, signal)
  try {
    return await create({ ...place, priorityClass })
  } catch (error) {
    if (!isRefusal(error)) throw error
    if (violatesPodSecurity(error) && options.runNamespace === undefined) {
      await liftPodSecurity(options, namespace, signal)
      return create({ ...place, priorityClass }).catch(() => create(place).catch(podRefused))
    }
    options.logger.debug(`without the priority class ${priorityClass}: ${error.message}`)
    return create(place).catch(podRefused)
  }
}

async function createOnce(options: GatherOptions, place: PodPlace, signal: AbortSignal): Promise<Pod> {
  const manifest = podManifest(options, place)
  for (let attempt = 0; ; attempt++) {
    signal.throwIfAborted()
    // Not ended by the caller's abort: then nobody would know whether the pod is there, and what its name is.
    const limit = AbortSignal.timeout(createMs)
    try {
      return (await createObject(options.connection, wellKnown.pods, manifest, { signal: limit })) as Pod
    } catch (error) {
      if (!isAccountUnknown(error) || attempt >= accountRetries) throw error
      await delay(200, undefined, { signal })
    }
  }
}

async function liftPodSecurity(
  { connection, logger }: GatherOptions,
  namespace: string,
  signal: AbortSignal,
): Promise<void> {
  logger.debug(`the pod security of this cluster refuses the pod: ${namespace} becomes privileged`)
  const body = { metadata: { labels: podSecurityLabels } }
  await patchObject(
    connection,
    wellKnown.namespaces,
    { name: namespace },
    { type: 'merge', body },
    { signal },
  )
}

function isRefusal(error: unknown): error is KubeApiError {
  return error instanceof KubeApiError && (error.status === 403 || error.status === 422)
}

function podRefused(error: unknown): never {
  if (!isRefusal(error)) throw error
  throw new ExpectedError({
    code: 'gather.pod-refused',
    message: `the cluster refuses the must-gather pod: ${error.message}`,
    next: 'Lift the quota, the admission policy or the pod security level that the message names for the namespace of the gather.',
    exitCode: 3,
    cause: error,
  })
}
