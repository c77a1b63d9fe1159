import { resolve } from 'node:path'
import type { Profile } from '../model/profile.js'
import { Profile as schema } from '../model/profile.js'
import { unknownCheck } from './check-ids.js'
import type { ConfigDocument } from './document.js'
import type { Check } from './load-document.js'
import { loadYaml } from './load-document.js'
import { createValidator } from './validate.js'

export interface ProfileOptions {
  /** Where a relative path starts; default: the working directory. */
  dir?: string
  /** The ids of the checks that exist. */
  knownChecks?: readonly string[]
}

/** Reads a profile from a file. Throws `ConfigError` with every problem, or `config.not-found`. */
export async function loadProfile(
  file: string,
  { dir = '.', knownChecks }: ProfileOptions = {},
): Promise<Profile> {
  const checks: Check[] = knownChecks ? [(document) => unknownChecks(document, knownChecks)] : []
  return (await loadYaml<Profile>(resolve(dir, file), createValidator(schema), checks)).value
}

function unknownChecks(document: ConfigDocument, known: readonly string[]) {
  const { checks } = (document.value ?? {}) as { checks?: unknown }
  if (checks === null || typeof checks !== 'object') return []
  return Object.keys(checks).flatMap((id) =>
    unknownCheck(document, id, known, { path: ['checks', id], atKey: true }),
  )
}
