import { resolve } from 'node:path'
import { parseDuration } from '../lib/duration.js'
import { isUrl } from '../lib/url.js'
import type { InstallConfig, ResolvedInstall, ResolvedOlm } from '../model/install-config.js'

const defaultTimeout = '5m'

/** Fills in defaults and makes paths absolute; the manifests are found already. */
export function resolveInstall(install: InstallConfig, dir: string, manifests: string[]): ResolvedInstall {
  const { method, namespace, installMode, targetNamespaces, olmManifests } = install
  const olm = resolveOlm(install)
  return {
    ...{ method, manifests, namespace },
    ...(installMode === undefined ? {} : { installMode }),
    ...(targetNamespaces === undefined ? {} : { targetNamespaces }),
    ...(olm === undefined ? {} : { olm }),
    ...(olmManifests === undefined
      ? {}
      : { olmManifests: olmManifests.map((source) => (isUrl(source) ? source : resolve(dir, source))) }),
  }
}

function resolveOlm(install: InstallConfig): ResolvedOlm | undefined {
  const { package: name, channel, startingCSV, approval = 'Automatic', timeout = defaultTimeout } = install
  if (name === undefined || channel === undefined) return undefined
  return {
    ...{ package: name, channel, approval, timeoutMs: parseDuration(timeout) ?? 0 },
    ...(startingCSV === undefined ? {} : { startingCSV }),
  }
}
