import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withFolderLock } from '../../../src/inspect/folder-lock.js'

test('one at a time; the lock of a run that was killed does not stay', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lock-'))
  try {
    await mkdir(join(folder, '.inspect.lock'))
    await utimes(join(folder, '.inspect.lock'), new Date(0), new Date(0))
    let inside = 0
    let most = 0
    const work = async () => {
      most = Math.max(most, ++inside)
      await new Promise((resolve) => setImmediate(resolve))
      inside--
    }
    await Promise.all(Array.from({ length: 5 }, () => withFolderLock(folder, work)))
    expect(most).toBe(1)
    expect(await readdir(folder)).toEqual([])
  } finally {
    await rm(folder, { recursive: true })
  }
})
