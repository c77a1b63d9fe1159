import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { until } from '../lib/deadline.js'

/** A lock this old was left by a run that was killed: what is done under it takes milliseconds. */
const abandonedMs = 30_000

/** Does the work while no other run works under the lock of the same folder. */
export async function withFolderLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const lock = join(folder, '.inspect.lock')
  await until(() => take(lock), AbortSignal.timeout(2 * abandonedMs), 5)
  try {
    return await work()
  } finally {
    await rm(lock, { recursive: true, force: true })
  }
}

/** Making a folder succeeds for one of several processes only. */
async function take(lock: string): Promise<true | undefined> {
  try {
    await mkdir(lock)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const made = await stat(lock).catch(() => undefined)
    if (made && Date.now() - made.mtimeMs > abandonedMs) await rm(lock, { recursive: true, force: true })
    return undefined
  }
}
