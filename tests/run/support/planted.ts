import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CanariesFile, Canary } from '../../../src/model/canaries.js'
import type { CheckResult, Report } from '../../../src/model/report.js'
import { parseCanaryKey, recoverCanaries } from '../../../src/secrets/index.js'

/** The values that a run planted, by the key beside its capture. */
export function plantedIn(capture: string): Canary[] {
  const file = join(capture, '..', 'canary.key')
  return recoverCanaries(
    parseCanaryKey(readFileSync(file, 'utf8'), file),
    JSON.parse(readFileSync(join(capture, 'canaries.json'), 'utf8')) as CanariesFile,
  )
}

/** What became of the check that looks for them. */
export const plantedCheck = (report: Report): CheckResult | undefined =>
  report.checks.find(({ id }) => id === 'MG-SEC-002')

/** Every file of a folder, at whatever depth. */
export const filesBelow = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

/** Whether a planted value is in it: as it is, in base64, or in hex; of a private key its lines, of a password the letters between its signs. */
export function holds(text: string | Buffer, value: string): boolean {
  const bytes = Buffer.from(text)
  const parts = value.split(/[^A-Za-z0-9+/=]+/).filter((part) => part.length >= 16)
  return [value, ...parts].some((part) =>
    [part, Buffer.from(part).toString('base64').slice(0, -4), Buffer.from(part).toString('hex')].some(
      (form) => bytes.includes(form),
    ),
  )
}
