import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { nearest } from '../lib/nearest.js'
import { ExpectedError } from '../model/errors.js'
import { isFile } from './files.js'
import { isvFile } from './isv.js'
import { readDocument } from './load-document.js'
import { ConfigError } from './problem.js'

/** The names of the ISVs of a folder: its folders with an `isv.yaml`, sorted. Throws `config.no-isvs` where it cannot be read. */
export async function findIsvs(dir: string): Promise<string[]> {
  const folders = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
    throw noIsvs(dir, error)
  })
  const isIsv = await Promise.all(folders.map((name) => isFile(join(dir, name, isvFile))))
  return folders.filter((_, index) => isIsv[index]).sort()
}

/**
 * The `isv.yaml` of an ISV by its name in the folder of all, or by a path of its own (with a slash, or ending in .yaml).
 * Throws `config.unknown-isv` with the names that exist.
 */
export async function findIsv(nameOrPath: string, dir: string): Promise<string> {
  if (nameOrPath.includes('/') || /\.ya?ml$/.test(nameOrPath)) return nameOrPath
  const names = await findIsvs(dir)
  if (!names.includes(nameOrPath)) throw unknownIsv(dir, nameOrPath, names)
  const file = join(dir, nameOrPath, isvFile)
  await checkName(file, nameOrPath)
  return file
}

/** A copied folder whose `isv.yaml` still has the name of the first would report under that name. */
async function checkName(file: string, name: string): Promise<void> {
  const document = await readDocument(file)
  const config = document.value as { metadata?: { name?: unknown } | null } | null | undefined
  const found = config?.metadata?.name
  if (typeof found !== 'string' || found === name) return
  const message = `must be the name of its folder, ${name}, is "${found}"`
  throw new ConfigError([document.problem({ path: ['metadata', 'name'], message })])
}

function unknownIsv(dir: string, name: string, names: readonly string[]): ExpectedError {
  const meant = nearest(name, names)
  const others = names.length > 0 ? `there are: ${names.join(', ')}` : 'there is none at all'
  return new ExpectedError({
    code: 'config.unknown-isv',
    message: `there is no ISV "${name}" in ${dir}; ${others}`,
    next: `${meant === undefined ? 'Name one of them' : `Did you mean --isv=${meant}? Else name one of them`}, another folder with --isvs=DIR, or a file with --isv=PATH/isv.yaml.`,
    exitCode: 2,
  })
}

function noIsvs(dir: string, cause: NodeJS.ErrnoException): ExpectedError {
  return new ExpectedError({
    code: 'config.no-isvs',
    message: `the folder of the ISVs cannot be read: ${cause.message}`,
    next: 'Name the folder that holds one folder per ISV with --isvs=DIR, or one ISV with --isv=PATH/isv.yaml.',
    exitCode: 2,
    cause,
  })
}
