import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { profiles } from '../../../src/checks/index.js'
import { replaceIn } from './edits.js'

const published = 'isv/v1'
const ofRepeats = ['MG-RUN-004', 'MG-RUN-005']

/** Judges an ISV by all checks but those for which the gather is run again and again. */
export async function withoutRepeats(isvDir: string): Promise<void> {
  const profile = profiles.get(published)
  const checks = Object.entries(profile?.checks ?? {}).filter(([id]) => !ofRepeats.includes(id))
  const file = 'profile.yaml'
  const changed = { ...profile, name: 'without-repeats/v1', checks: Object.fromEntries(checks) }
  // JSON is YAML too.
  await writeFile(join(isvDir, file), JSON.stringify(changed))
  await replaceIn(isvDir, 'isv.yaml', `profile: ${published}`, `profile: ./${file}`)
}
