import {
  csvOf,
  InstallFailed,
  manifestsOfBundle,
  olmManifests,
  olmNames,
  readManifests,
  readSources,
  type Manifest,
} from '../../install/index.js'
import type { InstallMethod } from '../../model/install-config.js'
import type { RunState } from '../types.js'
import { manifestsOfOlm } from './decision.js'

/**
 * What the run itself is going to apply for the operator, as far as it is known before: of OLM's method that is little. An
 * install that cannot be, as it has no bundle, applies nothing; the phase `install` says why.
 */
export async function manifestsOfRun(state: RunState, signal: AbortSignal): Promise<Manifest[]> {
  const { method } = state
  if (!method) return []
  const ofOlm = method.bringsOlm ? await readSources(manifestsOfOlm(state.options), signal) : []
  try {
    return [...ofOlm, ...(await byMethod[method.method](state))]
  } catch (error) {
    if (error instanceof InstallFailed) return ofOlm
    throw error
  }
}

const byMethod: Record<InstallMethod, (state: RunState) => Promise<Manifest[]>> = {
  manifests: ({ options }) => readManifests(options.isv.install.manifests),
  bundle: ({ options, bundle }) =>
    Promise.resolve(bundle && 'value' in bundle ? manifestsOfBundle(bundle.value, options.isv.install) : []),
  olm: ({ options, bundle, index }) => {
    const { isv, runId, cluster } = options
    const csv = bundle && 'value' in bundle ? csvOf(bundle.value) : undefined
    const { olm } = isv.install
    if (!csv || !olm || !index) return Promise.resolve([])
    const names = olmNames(isv.install.namespace, olm, runId)
    const { pullSecret } = cluster
    return Promise.resolve(
      olmManifests(names, { csv, isv, olm, runId, pullSecret, index: { image: index.image.ref } }, undefined),
    )
  },
}
