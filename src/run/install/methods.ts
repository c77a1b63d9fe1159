import { findObject } from '../../kube/index.js'
import {
  csvOf,
  InstallFailed,
  installBundle,
  installManifests,
  installOlm,
  olmTypes,
  type Installed,
  type InstalledByOlm,
} from '../../install/index.js'
import type { Bundle } from '../../bundle/index.js'
import { ExpectedError, exitCodes } from '../../model/errors.js'
import type { InstallMethod } from '../../model/install-config.js'
import type { KubeObject } from '../../model/kubernetes.js'
import { connectionOf } from '../connection-of.js'
import type { BundleRead, IndexRead } from '../images/read-images.js'
import type { RunState } from '../types.js'
import { olmFailure } from './olm-failure.js'

type Install = (state: RunState, signal: AbortSignal, say: (message: string) => void) => Promise<Installed>

/**
 * How each method puts the operator on the cluster. What was made is in `state.installed` also where it throws:
 * `InstallFailed` where the ISV is to blame.
 */
export const installBy: Record<InstallMethod, Install> = {
  manifests: async (state, signal) => (state.installed = await installManifests(common(state, signal))),
  bundle: async (state, signal) =>
    (state.installed = await installBundle(bundleOf(state), common(state, signal))),
  olm: throughOlm,
}

function common(state: RunState, signal: AbortSignal) {
  const { isv, runId, adopt, cluster, logger } = state.options
  const { pullSecret } = cluster
  return { connection: connectionOf(state), isv, runId, adopt, pullSecret, signal, logger }
}

async function throughOlm(state: RunState, signal: AbortSignal, say: (message: string) => void) {
  const { isv } = state.options
  const csv = csvOf(bundleOf(state))
  if (!csv)
    throw new InstallFailed({
      cause: 'bundle-broken',
      summary:
        'The bundle does not have one ClusterServiceVersion, so it is not known what OLM is to install.',
      next: 'See the findings of MG-OLM-001.',
    })
  const { image, value } = readOf(state.index, 'no-index', 'index')
  const { olm } = isv.install
  if (!olm) throw new Error('isv.yaml names no package, and was taken for valid')
  const index = { image: image.ref, ...(value.opm ? {} : { contentIn: value.configs }) }
  const installed = await installOlm({
    ...{ ...common(state, signal), olm, csv, index, say },
    patienceMs: state.options.install?.patienceMs,
  })
  state.installed = installed
  await recordCsv(state, installed, csv, signal)
  if (installed.driven.outcome !== 'succeeded') throw await olmFailure(state, installed, signal)
  return installed
}

async function recordCsv(
  state: RunState,
  { names: { namespace }, notes }: InstalledByOlm,
  { metadata: { name } }: KubeObject,
  signal: AbortSignal,
): Promise<void> {
  const found = await findObject(connectionOf(state), olmTypes.csvs, { namespace, name }, signal)
  const { phase, reason, message } = (found?.status ?? {}) as Record<string, string | undefined>
  await state.capture.update(({ install }) => {
    if (!install) return
    install.csv = {
      name,
      ...(phase ? { phase } : {}),
      ...(reason ? { reason } : {}),
      ...(message ? { message: state.options.redact(message) } : {}),
    }
    if (notes.length > 0) install.notes = notes
  })
}

const bundleOf = (state: RunState): Bundle => readOf(state.bundle, 'no-bundle', 'bundle').value

/** An image that is not there is the ISV's fault, a registry that does not answer is not. */
function readOf<T extends BundleRead | IndexRead>(
  read: T | undefined,
  cause: string,
  what: string,
): Extract<T, { value: unknown }> {
  if (!read) throw new Error(`the ${what} was not read`)
  if ('value' in read) return read as Extract<T, { value: unknown }>
  const { code, message, next, absent } = read.problem
  if (absent) throw new InstallFailed({ cause, summary: `The ${what} cannot be read: ${message}.`, next })
  throw new ExpectedError({ code, message, next, exitCode: exitCodes.environment })
}
