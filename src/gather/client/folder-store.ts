import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { extractTar } from '../../capture/index.js'
import { ExpectedError } from '../../model/errors.js'
import { checksumLine, checksumsFile, digestOfFile, filesBelow } from './checksums.js'
import type { Store } from './store.js'

/**
 * Into a folder that nobody but its owner may enter: what a cluster says of itself is nobody else's business.
 * Throws `usage.dest-dir` where something lies in it already, `capture.write-failed` where it cannot be made.
 */
export async function folderStore(folder: string): Promise<Store> {
  await makeEmpty(folder)
  return {
    path: folder,
    root: folder,
    receive: (tar, into, onEntry) => extractTar(tar, join(folder, into), { onEntry }),
    async close() {
      const lines: string[] = []
      for (const path of await filesBelow(folder))
        lines.push(checksumLine(await digestOfFile(join(folder, path)), path))
      await writeFile(join(folder, checksumsFile), lines.join(''))
    },
  }
}

async function makeEmpty(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    if ((await readdir(folder)).length === 0) return
  } catch (cause) {
    throw new ExpectedError({
      code: 'capture.write-failed',
      message: `${folder} cannot be made: ${(cause as Error).message}`,
      next: 'Name a folder that you may write to.',
      exitCode: 3,
      cause,
    })
  }
  throw new ExpectedError({
    code: 'usage.dest-dir',
    message: `something lies in ${folder} already`,
    next: 'Name a folder that does not exist, or leave out --dest-dir for one of a new name.',
    exitCode: 2,
  })
}
