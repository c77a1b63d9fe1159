import { InstallFailed } from '../../install/index.js'
import { installBy } from '../install/methods.js'
import { recordFault } from '../install/olm-failure.js'
import type { Phase, RunState } from '../types.js'

const ownMs = 3 * 60_000

export const installOperator: Phase = {
  name: 'install',
  deadlineMs: (state) => ownMs + (isByOlm(state) ? (state.options.isv.install.olm?.timeoutMs ?? 0) : 0),
  async act(state, signal, say) {
    const { method } = state
    if (!method) throw new Error('nothing was decided before the install')
    try {
      const { made, adopted } = await installBy[method.method](state, signal, say)
      const objects = `${made.length} objects${isByOlm(state) ? ', the rest by OLM' : ''}`
      return adopted === 0 ? objects : `${objects}, and ${adopted} that were there`
    } catch (error) {
      if (!(error instanceof InstallFailed)) throw error
      // A finding and no error of the run: a check has it, and what needs the operator is skipped.
      await recordFault(state, error.fault)
      return `not installed: ${error.fault.summary}`
    }
  },
}

const isByOlm = ({ method }: RunState): boolean => method?.method === 'olm'
