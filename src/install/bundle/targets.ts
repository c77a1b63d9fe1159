import { ExpectedError, exitCodes } from '../../model/errors.js'
import type { InstallMode, ResolvedInstall } from '../../model/install-config.js'
import type { KubeObject } from '../../model/kubernetes.js'
import { csvSpec } from './csv.js'

/** Which namespaces an operator watches. */
export interface Targets {
  mode: InstallMode
  /** Empty: all. */
  namespaces: readonly string[]
}

/** Least rights first; the other two need namespaces that only isv.yaml can name. */
const byDefault: readonly InstallMode[] = ['OwnNamespace', 'AllNamespaces']

/**
 * What isv.yaml asks for, else the first mode that the bundle supports. Throws `install.mode-unsupported` (exit code 2)
 * where the bundle has no such mode, or none that needs no further word.
 */
export function targetsOf(csv: KubeObject, install: ResolvedInstall): Targets {
  const supported = (csvSpec(csv).installModes ?? []).filter((one) => one.supported).map(({ type }) => type)
  const asked = askedMode(install)
  const mode = asked ?? byDefault.find((one) => supported.includes(one))
  if (mode === undefined || !supported.includes(mode)) throw unsupported(csv, asked, supported)
  return {
    mode,
    namespaces: mode === 'AllNamespaces' ? [] : (install.targetNamespaces ?? [install.namespace]),
  }
}

function askedMode({ installMode, targetNamespaces, namespace }: ResolvedInstall): InstallMode | undefined {
  if (installMode !== undefined || targetNamespaces === undefined) return installMode
  if (targetNamespaces.length > 1) return 'MultiNamespace'
  return targetNamespaces[0] === namespace ? 'OwnNamespace' : 'SingleNamespace'
}

const unsupported = (csv: KubeObject, asked: InstallMode | undefined, supported: readonly InstallMode[]) =>
  new ExpectedError({
    code: 'install.mode-unsupported',
    message:
      asked === undefined
        ? `${csv.metadata.name} supports ${list(supported)}, and isv.yaml does not say which namespaces it is to watch`
        : `isv.yaml asks for install mode ${asked}, and ${csv.metadata.name} supports ${list(supported)}`,
    next: 'Name a mode that the bundle supports with install.installMode, and its namespaces with install.targetNamespaces; or add the mode to the CSV.',
    exitCode: exitCodes.usage,
  })

const list = (modes: readonly string[]) => (modes.length === 0 ? 'no install mode' : modes.join(', '))
