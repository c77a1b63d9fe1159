/** Runs beside a run; see reaper.ts. */
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import type { Testament } from './reaper.js'

const [testament, dismissal] = (await text(process.stdin)).split('\n')
if (testament && dismissal !== 'dismissed') {
  const { folder, command } = JSON.parse(testament) as Testament
  const [program, ...args] = command ?? []
  if (program) spawnSync(program, args, { stdio: 'ignore', timeout: 300_000 })
  // The containers end with the run; until the last has, its files may still be written.
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}
