import { createObject, pullSecretName, waitFor, wellKnown } from '../kube/index.js'
import { removeObjects, type LeftObject } from '../kube/remove-objects.js'
import { runLabels } from '../lib/run-labels.js'
import { ExpectedError } from '../model/errors.js'
import type { KubeObject } from '../model/kubernetes.js'
import { connectionOf } from './connection-of.js'
import type { RunState } from './types.js'

/** Longest that is waited for it: what it proves, the operator's own logs mostly prove too. */
export const startMs = 30_000
const goneMs = 30_000
/** Ends by itself where the run was killed. */
const longestSeconds = 3600

/** Lines with their times in them at once, so that there are old ones soon, and then one each second. */
const printLines = [
  'export TZ=UTC; trap "exit 0" TERM',
  'say() { printf "%(%Y-%m-%dT%H:%M:%SZ)T line %d of a pod that shows whether logs are limited\\n" -1 "$1"; }',
  'for ((n = 1; n <= 20; n++)); do say "$n"; done',
  'while :; do sleep 1 & wait "$!"; say "$((n++))"; done',
].join('\n')

/**
 * Makes a pod of the must-gather image in the operator's namespace, whose log a gather without limits may bring. It is
 * made after the first gather, which so judges the operator's own objects alone. Where the namespace does not take it,
 * the run goes on without.
 */
export async function plantPod(state: RunState, signal: AbortSignal): Promise<void> {
  const connection = connectionOf(state)
  const { isv, logger } = state.options
  const { namespace } = isv.install
  try {
    const resource = wellKnown.pods
    const pod = await createObject(connection, resource, manifest(state), { signal })
    state.planted = { resource, object: pod }
    const { name } = pod.metadata
    await waitFor(connection, { resource, namespace, name }, isRunning, {
      timeoutMs: startMs,
      signal,
      what: `the planted pod ${name} to run`,
    })
    await state.capture.update((record) => {
      record.planted = { namespace, pod: name }
    })
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    logger.debug(`no pod with lines of known age: ${error.message}`)
  }
}

/** Takes it away, and waits until it is gone. */
export async function removePlanted(state: RunState, stopWaiting?: AbortSignal): Promise<LeftObject[]> {
  const { planted, connection } = state
  if (!planted || !connection) return []
  const left = await removeObjects(connection, [[planted]], { timeoutMs: goneMs, stopWaiting })
  if (left.length === 0) delete state.planted
  return left
}

const isRunning = (pod: KubeObject | undefined) =>
  (pod?.status as { phase?: string } | undefined)?.phase === 'Running'

function manifest({
  options: { isv, runId, cluster, imagePullPolicy = 'IfNotPresent' },
}: RunState): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: '',
      generateName: 'must-gather-log-lines-',
      namespace: isv.install.namespace,
      labels: runLabels(runId),
    },
    spec: {
      restartPolicy: 'Never',
      activeDeadlineSeconds: longestSeconds,
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
      // The installation has put it into this namespace.
      ...(cluster.pullSecret && { imagePullSecrets: [{ name: pullSecretName(runId) }] }),
      securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'lines',
          image: isv.images.mustGather.ref,
          imagePullPolicy,
          command: ['/bin/bash', '-c', printLines],
          resources: { requests: { cpu: '1m', memory: '4Mi' } },
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ],
    },
  }
}
