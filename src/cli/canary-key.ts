import { readFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { ExpectedError, exitCodes } from '../model/errors.js'
import { parseCanaryKey } from '../secrets/index.js'
import { canaryKeyFile } from './publish.js'

/**
 * The key of what was planted before a gather: of the file that was named, else the one in the folder of the run that
 * the capture still lies in. Throws `usage.canary-key` where the named one cannot be read.
 */
export async function canaryKeyFor(capture: string, file: string | undefined): Promise<Buffer | undefined> {
  if (file !== undefined) return readKey(file)
  const path = resolve(capture)
  const runFolder = basename(path) === 'capture' ? dirname(path) : path
  return readKey(join(runFolder, canaryKeyFile)).catch((error: unknown) => {
    if (isAbsent(error)) return undefined
    throw error
  })
}

async function readKey(file: string): Promise<Buffer> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw unreadable(file, error)
  })
  return parseCanaryKey(text, file)
}

/** An archive is no folder that could hold one. */
const isAbsent = (error: unknown) =>
  error instanceof ExpectedError &&
  ['ENOENT', 'ENOTDIR'].includes((error.cause as NodeJS.ErrnoException | undefined)?.code ?? '')

const unreadable = (file: string, cause: NodeJS.ErrnoException) =>
  new ExpectedError({
    code: 'usage.canary-key',
    message: `the canary key ${file} cannot be read (${cause.code ?? 'error'})`,
    next: 'Give the canary.key that lies in the folder of the run, beside capture/.',
    exitCode: exitCodes.usage,
    cause,
  })
