import { execFile } from 'node:child_process'
import { access, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { generateMustGather } from './must-gather-generator/generate.js'

const run = promisify(execFile)

/** A generated must-gather as a folder and as an archive. */
export interface SecretsLoad {
  folder: string
  archive: string
  /** On disk, of the folder. */
  bytes: number
  files: number
}

/** Makes the load in `dir`, or takes the one that is there from an earlier run with the same seed and size. */
export async function secretsLoad(dir: string, seed: number, times: number): Promise<SecretsLoad> {
  const name = `seed-${seed}-times-${times}`
  const [folder, archive, record] = [name, `${name}.tgz`, `${name}.json`].map((part) => join(dir, part)) as [
    string,
    string,
    string,
  ]
  if (!(await exists(record))) {
    await mkdir(dir, { recursive: true })
    await rm(folder, { recursive: true, force: true })
    const { bytes, files } = await generateMustGather({ seed, folder, times })
    await run('tar', ['-czf', archive, '-C', dir, name])
    await writeFile(record, JSON.stringify({ bytes, files }))
  }
  const { bytes, files } = JSON.parse(await readFile(record, 'utf8')) as { bytes: number; files: number }
  return { folder, archive, bytes, files }
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

export const sizeOf = async (path: string): Promise<number> => (await stat(path)).size
