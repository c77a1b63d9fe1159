import { lstat, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ExpectedError } from '../../model/errors.js'
import { recordFile } from '../layout/capture.js'

/**
 * Removes a capture's folder with all that is in it; no capture there is no error. Throws `capture.not-a-capture`
 * where the folder has no record of ours, so that a wrong path costs nothing.
 */
export async function deleteCapture(dir: string): Promise<void> {
  const folder = await lstat(dir).catch(() => undefined)
  if (!folder) return
  const record = folder.isDirectory() ? await lstat(join(dir, recordFile)).catch(() => undefined) : undefined
  if (record?.isFile() !== true) throw notOurs(dir)
  await rm(dir, { recursive: true })
}

function notOurs(dir: string): ExpectedError {
  return new ExpectedError({
    code: 'capture.not-a-capture',
    message: `${dir} is not removed: it has no ${recordFile}`,
    next: `Name the folder that ${recordFile} lies in, or remove it yourself.`,
    exitCode: 2,
  })
}
