import { setTimeout as delay } from 'node:timers/promises'
import { createObject, isForbidden, KubeApiError, wellKnown } from '../kube/index.js'
import { ExpectedError } from '../model/errors.js'
import { podManifest, priorityClass } from './pod-manifest.js'
import type { Pod } from './pod-status.js'
import type { GatherOptions } from './types.js'
import type { Workplace } from './workplace.js'

/** How often a pod is tried again that is refused because its new service account is not known everywhere yet. */
const accountRetries = 10

/** Creates the gather's pod, without its priority where the cluster refuses that. Throws `gather.pod-refused` for quota, PodSecurity and the like. */
export async function createPod(options: GatherOptions, place: Workplace, signal: AbortSignal): Promise<Pod> {
  try {
    return await create(options, place, priorityClass, signal)
  } catch (error) {
    if (!isRefusal(error)) throw error
    options.logger.debug(`without the priority class ${priorityClass}: ${error.message}`)
    return create(options, place, undefined, signal).catch(podRefused)
  }
}

async function create(
  options: GatherOptions,
  { namespace, serviceAccount }: Workplace,
  priority: string | undefined,
  signal: AbortSignal,
): Promise<Pod> {
  const manifest = podManifest(options, { namespace, serviceAccount, priorityClass: priority })
  for (let attempt = 0; ; attempt++) {
    try {
      return (await createObject(options.connection, wellKnown.pods, manifest, { signal })) as Pod
    } catch (error) {
      // There is nothing to watch: admission reads the account from a cache of its own.
      if (
        !isForbidden(error) ||
        !/error looking up service account/.test(error.message) ||
        attempt >= accountRetries
      )
        throw error
      await delay(200, undefined, { signal })
    }
  }
}

function isRefusal(error: unknown): error is KubeApiError {
  return error instanceof KubeApiError && (error.status === 403 || error.status === 422)
}

function podRefused(error: unknown): never {
  if (!isRefusal(error)) throw error
  throw new ExpectedError({
    code: 'gather.pod-refused',
    message: `the cluster refuses the must-gather pod: ${error.message}`,
    next: 'Lift the quota, the admission policy or the pod security level that the message names for namespaces that begin with must-gather-.',
    exitCode: 3,
    cause: error,
  })
}
