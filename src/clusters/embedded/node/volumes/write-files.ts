import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'

/** A file that a volume's source gives, relative to the volume. */
export interface VolumeFile {
  path: string
  content: Buffer
  mode: number
}

/** Writes the files of a volume. The API has refused paths that leave it; they are refused here once more. */
export async function writeVolumeFiles(folder: string, files: VolumeFile[]): Promise<void> {
  await mkdir(folder, { recursive: true })
  await chmod(folder, 0o755)
  for (const file of files) {
    const relative = normalize(file.path)
    if (relative.startsWith('..') || relative.startsWith('/'))
      throw new Error(`a volume's path leaves it: ${file.path}`)
    const path = join(folder, relative)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, file.content)
    await chmod(path, file.mode)
  }
}
