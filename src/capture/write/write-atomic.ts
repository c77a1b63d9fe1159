import { open, rename } from 'node:fs/promises'

/** Replaces a file so that at any moment, and after a crash, either the old or the new content is there as a whole. */
export async function writeAtomic(path: string, text: string): Promise<void> {
  const temporary = `${path}.tmp`
  const file = await open(temporary, 'w', 0o644)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, path)
}
