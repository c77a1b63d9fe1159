import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseManifests } from '../kube/yaml.js'
import type { KubeObject } from '../model/kubernetes.js'
import type { Context } from './context.js'
import { KubectlError } from './errors.js'

export interface FileObject {
  object: KubeObject
  /** As messages name it: a path, or `STDIN`. */
  source: string
}

/** The objects of every `-f`: files, `-` for stdin, folders with their .yaml, .yml and .json files. */
export async function readFiles(context: Context): Promise<FileObject[]> {
  const objects: FileObject[] = []
  for (const path of context.flags.list('filename').flatMap((value) => value.split(','))) {
    for (const [source, content] of await readPath(context, path)) {
      objects.push(...parseManifests(content, source).map((object) => ({ object, source })))
    }
  }
  if (objects.length === 0) throw new KubectlError('no objects passed to apply')
  return objects
}

async function readPath(context: Context, path: string): Promise<[source: string, content: string][]> {
  if (path === '-') return [['STDIN', await text(context.stdin())]]
  if (/^https?:/.test(path))
    throw new KubectlError(`${path}: this small client reads no URLs; download the file first`)
  const info = await stat(path).catch(() => {
    throw new KubectlError(`the path "${path}" does not exist`)
  })
  if (!info.isDirectory()) return [[path, await readFile(path, 'utf8')]]
  const entries = await readdir(path, { recursive: context.flags.boolean('recursive'), withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && /\.(?:ya?ml|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  return Promise.all(
    files.map(async (file): Promise<[string, string]> => [file, await readFile(file, 'utf8')]),
  )
}
