import { checks, profiles } from '../checks/index.js'
import { loadContract, loadIsv, loadIsvByName, loadProfile } from '../config/index.js'
import { canonicalJson, sha256 } from '../lib/digest.js'
import type { ExpectedFiles } from '../model/expected-files.js'
import type { ResolvedIsv } from '../model/isv-config.js'
import type { Profile } from '../model/profile.js'
import type { Waivers } from '../model/waivers.js'

/** Everything that an ISV's folder says of what is expected, loaded and valid. */
export interface Configuration {
  isv: ResolvedIsv
  profile: Profile
  expectedFiles: ExpectedFiles | undefined
  waivers: Waivers | undefined
  /** Over all of it, wherever the folder lies. */
  digest: string
}

export const checkIds: readonly string[] = checks.map(({ id }) => id)

/** What a profile may give a level: the checks, and those parts of them that have a level of their own. */
const parts = checks.flatMap(({ id, parts = {} }) => Object.keys(parts).map((part) => `${id}/${part}`))

const known = { builtIn: [...profiles.values()], checks: checkIds, parts }

/** Loads an ISV by its name, or by the path of its isv.yaml; throws with every problem of its files at once. */
export async function loadConfiguration(
  nameOrPath: string,
  isvsDir: string,
  profile: string | undefined,
): Promise<Configuration> {
  const isPath = nameOrPath.includes('/') || /\.ya?ml$/.test(nameOrPath)
  const isv = isPath ? await loadIsv(nameOrPath) : await loadIsvByName(isvsDir, nameOrPath)
  const contract = await loadContract(isv, { ...known, ...(profile === undefined ? {} : { profile }) })
  return { isv, ...contract, digest: sha256(canonicalJson([isv, contract]).replaceAll(isv.dir, '.')) }
}

/** A published profile by name, or one from a file. */
export const profileNamed = (name: string): Promise<Profile> => loadProfile(name, known)
