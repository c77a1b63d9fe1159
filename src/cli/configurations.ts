import { findIsvs, missingFor } from '../config/index.js'
import { ExpectedError, exitCodes } from '../model/errors.js'
import type { InstallMethod } from '../model/install-config.js'
import type { Configuration } from '../verify/index.js'
import { loadConfiguration } from '../verify/index.js'

/** The configurations that a run is asked for: one, or every one of the folder. All are loaded before anything runs. */
export async function configurationsOf(asked: {
  isv?: string
  isvs: string
  profile?: string
  install?: InstallMethod
}): Promise<Configuration[]> {
  const { isv, isvs, profile } = asked
  const names = isv === undefined ? (await findIsvs(isvs)).map(({ name }) => name) : [isv]
  const configurations = await Promise.all(names.map((name) => loadConfiguration(name, isvs, profile)))
  for (const configuration of configurations) checkMethod(configuration, asked.install)
  return configurations
}

/** Throws `usage.install` where the configuration lacks what the method of `--install` needs. */
function checkMethod({ isv }: Configuration, method: InstallMethod | undefined): void {
  const missing = method === undefined ? [] : missingFor(method, isv)
  if (missing.length === 0) return
  throw new ExpectedError({
    code: 'usage.install',
    message: `${isv.name} cannot be installed with --install=${method}: ${isv.file} has no ${missing.join(', no ')}`,
    next: 'Add it to the configuration, or leave --install away.',
    exitCode: exitCodes.usage,
  })
}
