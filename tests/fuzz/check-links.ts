import { readdirSync, readlinkSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Broken } from './target.js'

/** Throws where a link below the folder leads out of it. */
export function checkLinks(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isSymbolicLink()) checkLink(folder, join(entry.parentPath, entry.name))
}

function checkLink(folder: string, path: string): void {
  const target = resolve(dirname(path), readlinkSync(path))
  if (target !== folder && !target.startsWith(`${folder}/`))
    throw new Broken(`a link leads out: ${path} -> ${target}`)
}
