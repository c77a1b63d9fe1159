import { dirname, join, resolve } from 'node:path'
import type { IsvConfig, ResolvedIsv } from '../model/isv-config.js'
import { IsvConfig as schema } from '../model/isv-config.js'
import { isFolder } from './files.js'
import { checkIsvNames } from './isv-names.js'
import { checkIsvPaths } from './isv-paths.js'
import type { Check } from './load-document.js'
import { loadYaml } from './load-document.js'
import { resolveIsv } from './resolve-isv.js'
import { createValidator } from './validate.js'

export const isvFile = 'isv.yaml'

/**
 * Reads an ISV's configuration: the file, or the folder with an `isv.yaml`. Defaults are filled in, short forms spelled
 * out, paths made absolute. Throws `ConfigError` with every problem, or `config.not-found` (both exit code 2).
 */
export async function loadIsv(path: string): Promise<ResolvedIsv> {
  const file = (await isFolder(path)) ? join(path, isvFile) : path
  const dir = dirname(resolve(file))
  const checks: Check[] = [(document) => checkIsvPaths(document, dir), checkIsvNames]
  const { value } = await loadYaml<IsvConfig>(file, createValidator(schema), checks)
  return resolveIsv(value, resolve(file))
}
