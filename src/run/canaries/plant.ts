import { createObject, wellKnown, type ApiResource, type Connection } from '../../kube/index.js'
import type { Canary, CanaryKind } from '../../model/canaries.js'
import type { UnplantedCanary } from '../../model/capture-record.js'
import { ExpectedError } from '../../model/errors.js'
import { awaitRunning } from '../await-running.js'
import { connectionOf } from '../connection-of.js'
import { createImagePod } from '../image-pod.js'
import type { Redact } from '../redact.js'
import type { RunState } from '../types.js'
import { manifestOf, podContainer } from './manifests.js'
import { nameOf } from './places.js'
import { printToLog } from './print-to-log.js'

/** Longest that the pods are waited for, their image's pull included; Secrets and ConfigMaps are there at once. */
export const plantMs = 5 * 60_000

const resources: Record<CanaryKind, ApiResource> = {
  opaque: wellKnown.secrets,
  'basic-auth': wellKnown.secrets,
  dockerconfigjson: wellKnown.secrets,
  tls: wellKnown.secrets,
  'config-map': wellKnown.configMaps,
  environment: wellKnown.pods,
  log: wellKnown.pods,
}

export interface Planted {
  planted: Canary[]
  /** What the cluster did not take, each with the reason. */
  refused: UnplantedCanary[]
}

/** Plants canaries side by side and waits until each is where it belongs. What is made is in the state as it comes. */
export async function plantCanaries(
  state: RunState,
  canaries: readonly Canary[],
  signal: AbortSignal,
): Promise<Planted> {
  const results = await Promise.allSettled(canaries.map((canary) => plantOne(state, canary, signal)))
  signal.throwIfAborted()
  const refused = canaries.flatMap((canary, index): UnplantedCanary[] => {
    const result = results[index]
    return result?.status === 'rejected' ? [whyRefused(canary, result.reason, state.options.redact)] : []
  })
  return { planted: canaries.filter((_, index) => results[index]?.status === 'fulfilled'), refused }
}

/** Throws what nobody expected. */
function whyRefused({ kind, namespace }: Canary, error: unknown, redact: Redact): UnplantedCanary {
  if (!(error instanceof ExpectedError)) throw error
  return { kind, namespace, cause: 'refused', reason: firstLine(redact(error.message)) }
}

async function plantOne(state: RunState, canary: Canary, signal: AbortSignal): Promise<void> {
  const connection = connectionOf(state)
  const resource = resources[canary.kind]
  const manifest = manifestOf(canary, state.options)
  const object =
    resource === wellKnown.pods
      ? await createImagePod(connection, manifest, signal)
      : await createObject(connection, resource, manifest, { signal })
  state.canaries.push({ resource, object })
  if (resource === wellKnown.pods) await podRuns(connection, canary, signal)
  if (canary.kind === 'log') await printToLog(connection, canary, signal)
}

const podRuns = (connection: Connection, canary: Canary, signal: AbortSignal) =>
  awaitRunning(connection, {
    ...{ namespace: canary.namespace, name: nameOf(canary), container: podContainer },
    ...{ timeoutMs: plantMs, signal },
  })

const firstLine = (message: string) => message.split('\n', 1)[0] ?? ''
