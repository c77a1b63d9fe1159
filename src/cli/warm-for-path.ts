import { statSync } from 'node:fs'
import { warmThread } from '../facts/workers/warm-thread.js'
import { giveThreadsRoom, growNoMore } from './expect-short-run.js'

/** Smaller archives are searched before a thread has started, in bytes. */
const worthThread = 1024 * 1024

/** Starts a thread for what is going to be searched, while the rest of the program is still loaded. */
export function warmForPath(argv: readonly string[]): void {
  giveThreadsRoom()
  if (argv.some(isLarge)) warmThread().once('online', growNoMore)
}

/** What a folder holds is not known before it is read. */
function isLarge(path: string): boolean {
  const found = path.startsWith('-') ? undefined : statSync(path, { throwIfNoEntry: false })
  return found !== undefined && (found.isDirectory() || found.size >= worthThread)
}
