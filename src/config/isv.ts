import { dirname, join, resolve } from 'node:path'
import type { ResolvedIsv } from '../model/isv-config.js'
import { IsvConfig as schema } from '../model/isv-config.js'
import type { ConfigDocument } from './document.js'
import { isFolder } from './files.js'
import { checkIsvInstall } from './isv-install.js'
import { checkIsvNames } from './isv-names.js'
import { checkIsvPaths } from './isv-paths.js'
import type { Check } from './load-document.js'
import { loadYaml } from './load-document.js'
import type { ConfigProblem } from './problem.js'
import { resolveIsv } from './resolve-isv.js'
import { createValidator } from './validate.js'

const validator = createValidator(schema)

export const isvFile = 'isv.yaml'

export interface LoadIsvOptions {
  /** The name that `metadata.name` must have: that of the folder it was found by. */
  name?: string
}

/**
 * Reads an ISV's configuration: the file, or the folder with an `isv.yaml`. Defaults are filled in, short forms spelled
 * out, paths made absolute. Throws `ConfigError` with every problem, or `config.not-found` (both exit code 2).
 */
export async function loadIsv(path: string, options: LoadIsvOptions = {}): Promise<ResolvedIsv> {
  const file = (await isFolder(path)) ? join(path, isvFile) : path
  const dir = dirname(resolve(file))
  const checks: Check[] = [
    (document) => checkIsvPaths(document, dir),
    checkIsvNames,
    checkIsvInstall,
    (document) => checkName(document, options.name),
  ]
  const { value } = await loadYaml(file, validator, checks)
  return resolveIsv(value, resolve(file))
}

function checkName(document: ConfigDocument, name: string | undefined): ConfigProblem[] {
  const config = document.value as { metadata?: { name?: unknown } } | null
  const found = config?.metadata?.name
  if (name === undefined || typeof found !== 'string' || found === name) return []
  const message = `must be the name of the folder, ${name}, is "${found}"`
  return [document.problem({ path: ['metadata', 'name'], message })]
}
