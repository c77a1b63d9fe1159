import { installManifests } from '../../install/index.js'
import { connectionOf } from '../connection-of.js'
import type { Phase } from '../types.js'

export const installOperator: Phase = {
  name: 'install',
  deadlineMs: () => 3 * 60_000,
  async act(state, signal) {
    const { isv, runId, adopt, cluster, logger } = state.options
    const { pullSecret } = cluster
    const connection = connectionOf(state)
    const { made, adopted } = (state.installed = await installManifests({
      ...{ connection, isv, runId, adopt, pullSecret },
      ...{ signal, logger },
    }))
    return adopted === 0 ? `${made.length} objects` : `${made.length} objects, and ${adopted} that were there`
  },
}
