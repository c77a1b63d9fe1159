import { randomBytes } from 'node:crypto'
import { readFile, realpath } from 'node:fs/promises'
import { writeAtomic, writeFailed } from '../../capture/index.js'
import { parseWaivers } from '../../config/index.js'
import type { Waivers } from '../../model/waivers.js'
import { isvApiVersion } from '../../model/isv-config.js'
import { checkIds } from '../../verify/index.js'
import { refused } from '../refused.js'

export interface WaiversFile {
  /** With links followed. */
  path: string
  text: string
  value: Waivers
  /** There was none: the text is that of one without entries. */
  isNew: boolean
}

/** Reads waivers.yaml, or begins one. Throws `config.invalid` with every problem, `waive.unreadable`. */
export async function readWaiversFile(asked: string): Promise<WaiversFile> {
  const path = await realpath(asked).catch(() => asked)
  const found = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw refused(
      'waive.unreadable',
      `${path} cannot be read: ${error.message}`,
      'Name a waivers.yaml.',
      error,
    )
  })
  const text = found ?? emptyFile()
  return { path, text, value: await parseWaivers(path, text, checkIds), isNew: found === undefined }
}

/** Writes a text that was found valid as a whole, so that the file is always whole. Throws `config.invalid`, `capture.write-failed`. */
export async function writeWaiversFile(path: string, text: string): Promise<void> {
  await parseWaivers(path, text, checkIds)
  await writeAtomic(path, text).catch((error: unknown) => {
    throw writeFailed(error, path)
  })
}

const emptyFile = () =>
  [
    `apiVersion: ${isvApiVersion}`,
    'kind: Waivers',
    '# The key of the fingerprints of secrets: the same for the life of the file.',
    `salt: '${randomBytes(16).toString('hex')}'`,
    'waivers: []',
    '',
  ].join('\n')
