import type { Bundle } from '../bundle/index.js'
import { ExpectedError } from '../model/errors.js'
import { csvOf, manifestsOfBundle } from './bundle/manifests-of-bundle.js'
import { needsOlm, whatNeedsOlm } from './bundle/needs-olm.js'
import { InstallFailed } from './install-fault.js'
import { installObjects, type Installed, type InstallOptions } from './install-objects.js'

/**
 * Puts an operator on the cluster from its bundle, as OLM would as far as that can be done without it. Throws
 * `InstallFailed` where the bundle is broken or the server rejects what is in it, `install.needs-olm` (3) for what only
 * OLM can do, and what `installObjects` throws.
 */
export async function installBundle(bundle: Bundle, options: InstallOptions): Promise<Installed> {
  const { connection, isv, signal } = options
  const manifests = manifestsOfBundle(bundle, isv.install)
  const csv = csvOf(bundle)
  if (csv) {
    const { resources } = await connection.discovery(signal)
    const reasons = whatNeedsOlm(csv, (name) => resources.resolve(name) !== undefined)
    if (reasons.length > 0) throw needsOlm(csv, reasons)
  }
  return installObjects(manifests, options).catch((error: unknown) => {
    if (!(error instanceof ExpectedError) || error.code !== 'install.manifest-invalid') throw error
    throw new InstallFailed(
      {
        cause: 'manifest-rejected',
        summary: `The cluster rejects what is in the bundle: ${error.message}`,
        next: 'Correct the object in the bundle; `kubectl apply --dry-run=server -f` shows the same.',
      },
      error,
    )
  })
}
