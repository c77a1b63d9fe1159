import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

/** A file for what a gather prints, in a folder that is made where it is missing; opened when this resolves. */
export async function openLogFile(folder: string, name: string): Promise<WriteStream> {
  await mkdir(folder, { recursive: true })
  const log = createWriteStream(join(folder, name))
  await once(log, 'open')
  return log
}
