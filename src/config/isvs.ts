import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { nearest } from '../lib/nearest.js'
import { ExpectedError } from '../model/errors.js'
import type { ResolvedIsv } from '../model/isv-config.js'
import { isFile } from './files.js'
import { isvFile, loadIsv } from './isv.js'

export interface FoundIsv {
  /** Name of its folder. */
  name: string
  /** Its `isv.yaml`. */
  file: string
}

/** The ISVs of a folder, one folder with an `isv.yaml` each, by name. Throws `config.no-isvs` where there is none. */
export async function findIsvs(dir: string): Promise<FoundIsv[]> {
  const folders = await readdir(dir, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw noIsvs(dir, error)
  })
  const found: FoundIsv[] = []
  for (const { name } of folders) {
    const file = join(dir, name, isvFile)
    if (await isFile(file)) found.push({ name, file })
  }
  if (found.length === 0) throw noIsvs(dir)
  return found.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Reads one ISV of a folder by its name. Throws `config.unknown-isv` with the names that exist, or as `loadIsv`. */
export async function loadIsvByName(dir: string, name: string): Promise<ResolvedIsv> {
  const isvs = await findIsvs(dir)
  const found = isvs.find((isv) => isv.name === name)
  if (!found) throw unknownIsv(dir, name, isvs)
  return loadIsv(found.file, { name })
}

function unknownIsv(dir: string, name: string, isvs: readonly FoundIsv[]): ExpectedError {
  const names = isvs.map((isv) => isv.name)
  const meant = nearest(name, names)
  return new ExpectedError({
    code: 'config.unknown-isv',
    message: `there is no ISV "${name}" in ${dir}; there are: ${names.join(', ')}`,
    next: `${meant === undefined ? '' : `Did you mean --isv=${meant}? `}Or name a folder of others with --isvs DIR.`,
    exitCode: 2,
  })
}

function noIsvs(dir: string, cause?: NodeJS.ErrnoException): ExpectedError {
  return new ExpectedError({
    code: 'config.no-isvs',
    message: cause
      ? `the folder of the ISVs cannot be read: ${cause.message}`
      : `no folder in ${dir} has an ${isvFile}`,
    next: 'Name the folder that holds one folder per ISV with --isvs DIR, or one ISV with --isv=PATH/isv.yaml.',
    exitCode: 2,
    cause,
  })
}
