import { installManifests } from '../../install/index.js'
import { connectionOf } from '../connection-of.js'
import type { Phase } from '../types.js'

export const installOperator: Phase = {
  name: 'install',
  deadlineMs: () => 3 * 60_000,
  async act(state, signal) {
    const { isv, runId, logger } = state.options
    state.installed = await installManifests({ connection: connectionOf(state), isv, runId, signal, logger })
    return `${state.installed.made.length} objects`
  },
}
