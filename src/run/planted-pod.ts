import { wellKnown } from '../kube/index.js'
import { removeObjects, type LeftObject } from '../kube/remove-objects.js'
import { ExpectedError } from '../model/errors.js'
import { awaitRunning } from './await-running.js'
import { connectionOf } from './connection-of.js'
import { createImagePod, imagePod } from './image-pod.js'
import type { RunState } from './types.js'

/** Longest that is waited for it: what it proves, the operator's own logs mostly prove too. */
export const startMs = 30_000
const goneMs = 30_000
const container = 'lines'

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
    const pod = await createImagePod(connection, manifest(state), signal)
    state.planted = { resource, object: pod }
    const { name } = pod.metadata
    await awaitRunning(connection, { namespace, name, container, timeoutMs: startMs, signal })
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

const manifest = ({ options }: RunState) =>
  imagePod(options, {
    metadata: {
      name: '',
      generateName: 'must-gather-log-lines-',
      namespace: options.isv.install.namespace,
    },
    container,
    command: ['/bin/bash', '-c', printLines],
  })
