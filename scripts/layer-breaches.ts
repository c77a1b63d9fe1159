import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import ts from 'typescript'
import { everywhere, layers } from './layers.js'

/** The folders below src, which are the layers. */
export function layerFolders(src: string): string[] {
  return readdirSync(src, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

/** Every import of src that the table does not allow, as `file imports folder`. */
export function layerBreaches(src: string): string[] {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  return files.flatMap((file) => importedFolders(src, file).flatMap((folder) => breachOf(file, folder)))
}

function breachOf(file: string, folder: string): string[] {
  const own = file.split('/')[0] ?? ''
  const allowed = layers[own]
  if (allowed === undefined) return [`${file}: folder ${own} is not in the table`]
  if (allowed === 'everything' || folder === own || own === file) return []
  const isBelow = everywhere.some((name) => name === folder) && !everywhere.some((name) => name === own)
  return isBelow || allowed.includes(folder) ? [] : [`${file} imports ${folder}`]
}

function importedFolders(src: string, file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(src, file), 'utf8'), true, true)
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => relative(src, resolve(dirname(join(src, file)), fileName)).split('/')[0] ?? '')
}
