import type { Waivers } from '../model/waivers.js'
import { Waivers as schema } from '../model/waivers.js'
import { unknownCheck } from './check-ids.js'
import type { ConfigDocument } from './document.js'
import { loadYaml, parseYaml } from './load-document.js'
import type { ConfigProblem } from './problem.js'
import { selectAll, selectTexts } from './select.js'
import { createValidator } from './validate.js'

const validator = createValidator(schema)

/** Reads `waivers.yaml`; `checks` are the ids that exist. Throws `ConfigError` with every problem, or `config.not-found`. */
export async function loadWaivers(file: string, checks?: readonly string[]): Promise<Waivers> {
  return (await loadYaml(file, validator, semantic(checks))).value
}

/** The same for the text that is to become the file. Throws `ConfigError`. */
export async function parseWaivers(file: string, text: string, checks?: readonly string[]): Promise<Waivers> {
  return (await parseYaml(file, text, validator, semantic(checks))).value
}

const semantic = (checks: readonly string[] | undefined) => [
  doubles,
  (document: ConfigDocument) => (checks ? unknownChecks(document, checks) : []),
]

function unknownChecks(document: ConfigDocument, checks: readonly string[]): ConfigProblem[] {
  return selectTexts(document, 'waivers.*.check').flatMap(({ path, text }) =>
    unknownCheck(document, text, checks, { path }),
  )
}

function doubles(document: ConfigDocument): ConfigProblem[] {
  const seen = new Map<string, number>()
  return selectAll(document, 'waivers.*').flatMap(({ path, value }, index) => {
    const { check, fingerprint } = (value ?? {}) as { check?: unknown; fingerprint?: unknown }
    const key = JSON.stringify([check, fingerprint])
    const before = seen.get(key)
    if (before === undefined) seen.set(key, index)
    const message = `waives the same finding as item ${(before ?? 0) + 1}`
    return before === undefined ? [] : [document.problem({ path: [...path, 'fingerprint'], message })]
  })
}
