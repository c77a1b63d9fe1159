import { randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { guardName } from '../../capture/names.js'
import { writeFailed } from '../../capture/write/write-failed.js'
import type { OlmWriter } from './types.js'

/** Writes below a folder, which is made. Every file appears whole under its name, or not at all. Throws `capture.write-failed`. */
export function createFolderWriter(root: string): OlmWriter {
  const id = randomBytes(6).toString('hex')
  const folders = new Map<string, Promise<unknown>>()
  const begin = async (path: string) => {
    const guarded = guardName(path)
    if ('hostile' in guarded) throw writeFailed(new Error(guarded.hostile.reason), join(root, path))
    const target = join(root, guarded.path)
    const folder = dirname(target)
    let made = folders.get(folder)
    if (!made) folders.set(folder, (made = mkdir(folder, { recursive: true })))
    await made
    return { target, partial: join(folder, `.${basename(target)}.${id}.partial`) }
  }
  const failing = <T>(work: Promise<T>, path: string) =>
    work.catch((error: unknown) => Promise.reject(writeFailed(error, join(root, path))))
  return {
    async file(path, content) {
      const { target, partial } = await failing(begin(path), path)
      await failing(
        writeFile(partial, content).then(() => rename(partial, target)),
        path,
      )
    },
    async stream(path, content) {
      const { target, partial } = await failing(begin(path), path)
      const file = await failing(open(partial, 'w'), path)
      let bytes = 0
      try {
        for await (const chunk of content) {
          await failing(file.appendFile(chunk), path)
          bytes += chunk.length
        }
        await file.close()
        if (bytes > 0) await failing(rename(partial, target), path)
        return bytes
      } finally {
        await file.close().catch(() => {})
        await rm(partial, { force: true })
      }
    },
    end: () => Promise.resolve(),
  }
}
