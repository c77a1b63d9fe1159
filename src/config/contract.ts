import type { ExpectedFiles } from '../model/expected-files.js'
import type { ResolvedIsv } from '../model/isv-config.js'
import type { Profile } from '../model/profile.js'
import type { Waivers } from '../model/waivers.js'
import { loadExpectedFiles } from './expected-files.js'
import type { ConfigProblem } from './problem.js'
import { ConfigError } from './problem.js'
import type { ProfileOptions } from './profile.js'
import { loadProfile } from './profile.js'
import { loadWaivers } from './waivers.js'

/** What an ISV is held to, from the files that its configuration names. */
export interface Contract {
  profile: Profile
  expectedFiles: ExpectedFiles | undefined
  waivers: Waivers | undefined
}

/** Reads the files of a contract; the problems of all of them come in one `ConfigError`. */
export async function loadContract(
  { contract }: Pick<ResolvedIsv, 'contract'>,
  options: ProfileOptions & { profile?: string },
): Promise<Contract> {
  const problems: ConfigProblem[] = []
  const collect = async <T>(loading: Promise<T>): Promise<T | undefined> => {
    try {
      return await loading
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      problems.push(...error.problems)
      return undefined
    }
  }
  const profile = await collect(loadProfile(options.profile ?? contract.profile, options))
  const expectedFiles = contract.expectedFiles && (await collect(loadExpectedFiles(contract.expectedFiles)))
  const waivers = contract.waivers && (await collect(loadWaivers(contract.waivers, options.checks)))
  if (!profile || problems.length > 0) throw new ConfigError(problems)
  return { profile, expectedFiles: expectedFiles || undefined, waivers: waivers || undefined }
}
