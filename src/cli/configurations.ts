import { findIsvs } from '../config/index.js'
import type { Configuration } from '../verify/index.js'
import { loadConfiguration } from '../verify/index.js'

/** The configurations that a run is asked for: one, or every one of the folder. All are loaded before anything runs. */
export async function configurationsOf(asked: {
  isv?: string
  isvs: string
  profile?: string
}): Promise<Configuration[]> {
  const { isv, isvs, profile } = asked
  if (isv !== undefined) return [await loadConfiguration(isv, isvs, profile)]
  const found = await findIsvs(isvs)
  return Promise.all(found.map(({ name }) => loadConfiguration(name, isvs, profile)))
}
