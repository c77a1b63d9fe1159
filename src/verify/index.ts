/** Judges what is on disk: facts, checks, waivers, and a report. Nothing has to run for it. */
import { openCapture } from '../capture/index.js'
import { collectFacts } from '../facts/index.js'
import type { Report } from '../model/report.js'
import type { Configuration } from './configuration.js'
import { profileNamed } from './configuration.js'
import { judge } from './judge.js'

export { checkIds, loadConfiguration } from './configuration.js'
export type { Configuration } from './configuration.js'
export { titleOf } from './judge.js'
export { wholenessOf } from './wholeness.js'

export interface VerifyOptions {
  configuration?: Configuration | undefined
  /** Name or file, where there is no configuration; default must-gather/v1. */
  profile?: string | undefined
  tool: { name: string; version: string }
  now: Date
  /** Which checks are evaluated, by their titles; default all. */
  selects?: ((title: string) => boolean) | undefined
  /** Key of the values that were planted before the gather: the canary.key of its run. */
  canaryKey?: Buffer | undefined
  signal?: AbortSignal | undefined
}

/** Judges a capture: a folder, .tar or .tar.gz. Throws ExpectedError where nothing can be read. */
export async function verifyPath(path: string, options: VerifyOptions): Promise<Report> {
  const { configuration, tool, now, selects, canaryKey, signal } = options
  const profile = configuration?.profile ?? (await profileNamed(options.profile ?? 'must-gather/v1'))
  const reader = await openCapture(path)
  const atHand = await collectFacts(reader, {
    config: configuration?.isv,
    expected: configuration?.expectedFiles,
    salt: configuration?.waivers?.salt,
    redactionMarkers: profile.redactionMarkers,
    canaryKey,
    signal,
  })
  return judge(atHand, {
    profile,
    waivers: configuration?.waivers,
    tool,
    path,
    configDigest: configuration?.digest,
    now,
    selects,
  })
}
