import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { CanariesFile, Canary } from '../../src/model/canaries.js'
import { parseCanaryKey, recoverCanaries } from '../../src/secrets/index.js'

const base = resolve(import.meta.dirname, '../../fixtures/captures/base')
const read = (path: string) => readFileSync(join(base, path), 'utf8')

/** The key of what was planted in the base capture. */
export const fixtureKey = (): Buffer => parseCanaryKey(read('canary.key'), 'canary.key')

/** What was planted in the base capture. */
export const fixtureCanaries = (): Canary[] =>
  recoverCanaries(fixtureKey(), JSON.parse(read('capture/canaries.json')) as CanariesFile)

export function fixtureCanary(kind: string): Canary {
  const canary = fixtureCanaries().find((one) => one.kind === kind)
  if (!canary) throw new Error(`nothing of kind ${kind} was planted`)
  return canary
}
