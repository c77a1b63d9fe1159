import { operatorContainers, type OperatorContainer } from '../install/index.js'
import { mapTexts } from '../lib/map-texts.js'
import { connectionOf } from './connection-of.js'
import type { RunState } from './types.js'
import { workloadsIn } from './workloads.js'

/** The containers of the workloads in the operator's namespace, as they are now; without secrets in what their logs say. */
export async function operatorNow(state: RunState, signal: AbortSignal): Promise<OperatorContainer[]> {
  const connection = connectionOf(state)
  const { isv, redact } = state.options
  const workloads = await workloadsIn(connection, isv.install.namespace, signal)
  return mapTexts(await operatorContainers(connection, workloads, signal), redact)
}
