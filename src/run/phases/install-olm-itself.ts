import { installOlmFrom, olmVersion, readSources } from '../../install/index.js'
import { connectionOf } from '../connection-of.js'
import { manifestsOfOlm } from '../install/decision.js'
import type { Phase } from '../types.js'

/** OLM, where the run is to bring it; and which version it is, in any case. */
export const installOlmItself: Phase = {
  name: 'olm',
  deadlineMs: () => 8 * 60_000,
  skip: ({ method }) =>
    method?.method === 'olm' ? undefined : `the operator is installed by ${method?.method ?? 'nothing'}`,
  async act(state, signal, say) {
    const { options, method } = state
    const { runId, logger, cluster } = options
    const connection = connectionOf(state)
    if (method?.bringsOlm) {
      const sources = manifestsOfOlm(options)
      say(sources.join(', '))
      const manifests = await readSources(sources, signal)
      const { pullSecret } = cluster
      state.olm = await installOlmFrom(manifests, { connection, runId, pullSecret, signal, logger })
      connection.forgetDiscovery()
    }
    const version = await olmVersion(connection, signal)
    const installed = method?.bringsOlm ?? false
    await state.capture.update(({ install }) => {
      if (install) install.olm = { ...(version === undefined ? {} : { version }), installed }
    })
    return `OLM ${version ?? 'of an unknown version'}${installed ? ' installed' : ', which was there'}`
  },
}
