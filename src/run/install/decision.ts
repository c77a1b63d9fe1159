import type { ClusterDriver } from '../../clusters/types.js'
import { olmGroup } from '../../install/index.js'
import { ExpectedError, exitCodes } from '../../model/errors.js'
import type { InstallMethod } from '../../model/install-config.js'
import type { InstallRecord } from '../../model/install-record.js'
import type { RunOptions } from '../types.js'

/** How the operator is installed on this cluster, and why that is not what isv.yaml asks for, where it is not. */
export interface InstallDecision {
  method: InstallMethod
  asked: InstallMethod
  why?: string
  /** Of method olm: whether the run has to install OLM first. */
  bringsOlm: boolean
}

/**
 * Chooses the method that isv.yaml or `--install` asks for, and the bundle where that is olm and there is none. Throws
 * `run.no-olm` (exit code 3) where OLM is required, or is to be installed and cannot be.
 */
export function decideInstall(
  { isv, install = {}, driver }: Pick<RunOptions, 'isv' | 'install' | 'driver'>,
  features: readonly string[],
): InstallDecision {
  const asked = isv.install.method
  const { method = asked, olm = 'skip' } = install
  const byOption = method === asked ? {} : { why: `--install=${method} was given` }
  if (method !== 'olm' || features.includes(olmGroup)) return { method, asked, ...byOption, bringsOlm: false }
  const none = `the ${driver.name} cluster has no OLM`
  if (olm === 'require') throw noOlm(driver, `${none}, and --olm=require was given`)
  if (olm === 'skip') return { method: 'bundle', asked, why: none, bringsOlm: false }
  if (!driver.capabilities.has('olm')) throw noOlm(driver, `${none}, and none can be installed on it`)
  if (manifestsOfOlm({ isv, install }).length === 0)
    throw new ExpectedError({
      code: 'run.no-olm-manifests',
      message: '--olm=install was given, and nothing says where OLM is to come from',
      next: 'Name the manifests of an OLM release with --olm-manifests PATH|URL, or in install.olmManifests of isv.yaml.',
      exitCode: exitCodes.usage,
    })
  return { method, asked, ...byOption, bringsOlm: true }
}

/** Paths and URLs. */
export const manifestsOfOlm = ({
  isv,
  install = {},
}: Pick<RunOptions, 'isv' | 'install'>): readonly string[] =>
  install.olmManifests?.length ? install.olmManifests : (isv.install.olmManifests ?? [])

/** The record of an install that has only been decided. */
export const recordOf = ({ method, asked, why }: InstallDecision): InstallRecord => ({
  method,
  asked,
  ...(why === undefined ? {} : { why }),
})

/** For the first lines of the run; nothing where it is done as asked. */
export const sayDecision = ({ method, asked, why }: InstallDecision): string | undefined =>
  why === undefined ? undefined : `installed by ${method}, not by ${asked} as isv.yaml says: ${why}`

const noOlm = ({ name }: ClusterDriver, message: string) =>
  new ExpectedError({
    code: 'run.no-olm',
    message,
    next:
      name === 'embedded'
        ? 'Use --cluster=kind --olm=install --olm-manifests PATH|URL, or a cluster that has OLM with --cluster=existing.'
        : 'Install OLM on the cluster, or have it installed with --olm=install --olm-manifests PATH|URL.',
    exitCode: exitCodes.environment,
  })
