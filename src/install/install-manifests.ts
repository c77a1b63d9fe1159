import { installObjects, type Installed, type InstallOptions } from './install-objects.js'
import { readManifests } from './read-manifests.js'

/** Puts an operator on the cluster from its manifests. Throws as `installObjects` does. */
export async function installManifests(options: InstallOptions): Promise<Installed> {
  return installObjects(await readManifests(options.isv.install.manifests), options)
}
