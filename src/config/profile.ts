import { nearest } from '../lib/nearest.js'
import { ExpectedError } from '../model/errors.js'
import type { Profile } from '../model/profile.js'
import { Profile as schema } from '../model/profile.js'
import { unknownCheck } from './check-ids.js'
import type { ConfigDocument } from './document.js'
import { isProfileFile } from './isv-paths.js'
import { loadYaml } from './load-document.js'
import { createValidator } from './validate.js'

const validator = createValidator(schema)

export interface ProfileOptions {
  /** The profiles that are known by name. */
  builtIn: readonly Profile[]
  /** The ids of the checks that exist. */
  checks?: readonly string[]
  /** Parts of checks that have a level of their own: `MG-SEC-002/log`. */
  parts?: readonly string[]
}

/**
 * A profile by its name, or from a file (it starts with a dot or ends in .yaml). Throws `config.unknown-profile` with the
 * names that exist, `ConfigError` with every problem of a file, or `config.not-found`.
 */
export async function loadProfile(
  nameOrFile: string,
  { builtIn, checks, parts = [] }: ProfileOptions,
): Promise<Profile> {
  const known = builtIn.find(({ name }) => name === nameOrFile)
  if (known) return known
  if (!isProfileFile(nameOrFile)) throw unknownProfile(nameOrFile, builtIn)
  const check = (document: ConfigDocument) => (checks ? unknownChecks(document, [...checks, ...parts]) : [])
  return (await loadYaml(nameOrFile, validator, [check])).value
}

function unknownChecks(document: ConfigDocument, checks: readonly string[]) {
  const { checks: named } = (document.value ?? {}) as { checks?: unknown }
  if (named === null || typeof named !== 'object') return []
  return Object.keys(named).flatMap((id) =>
    unknownCheck(document, id, checks, { path: ['checks', id], atKey: true }),
  )
}

function unknownProfile(name: string, builtIn: readonly Profile[]): ExpectedError {
  const names = builtIn.map((profile) => profile.name)
  const meant = nearest(name, names)
  return new ExpectedError({
    code: 'config.unknown-profile',
    message: `there is no profile "${name}"; there are: ${names.join(', ')}`,
    next: meant === undefined ? 'Name one of them, or a file: ./profile.yaml.' : `Did you mean "${meant}"?`,
    exitCode: 2,
  })
}
