import { createWriteStream } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract } from 'tar-stream'

export interface UnpackOptions {
  /** The path that was packed; entries lose it and get `target` instead. */
  prefix: string
  target: string
  /** Puts the packed folder itself into the target, not its contents. */
  intoExisting: boolean
  warn(text: string): void
}

/** Writes a tar stream's files and folders. Names that lead outside, links and devices are left out with a warning. */
export async function unpack(source: Readable, options: UnpackOptions): Promise<void> {
  const prefix = cleaned(options.prefix)
  const name = basename(prefix)
  const existing = await stat(options.target).catch(() => undefined)
  const archive = extract()
  source.on('error', (error) => archive.destroy(error))
  source.pipe(archive)
  for await (const entry of archive) {
    const { header } = entry
    const path = cleaned(header.name)
    const inside =
      path === prefix
        ? ''
        : path.startsWith(`${prefix}/`) || prefix === ''
          ? path.slice(prefix === '' ? 0 : prefix.length + 1)
          : undefined
    const isFile = header.type === 'file' || header.type === 'contiguous-file'
    if (inside === undefined || inside.split('/').includes('..'))
      options.warn(`skipping ${JSON.stringify(header.name)}: it lies outside of what was asked for`)
    else if (!isFile && header.type !== 'directory')
      options.warn(`skipping ${header.type}: ${JSON.stringify(header.name)}`)
    else {
      const single = isFile && inside === '' && existing?.isDirectory()
      const target = join(options.target, options.intoExisting || single ? name : '', inside)
      if (isFile) {
        await mkdir(dirname(target), { recursive: true })
        await pipeline(entry, createWriteStream(target, { mode: (header.mode ?? 0o644) & 0o777 }))
        continue
      }
      await mkdir(target, { recursive: true })
    }
    entry.resume()
  }
}

/** Without the slashes and the `.` and `..` at its start, as tar itself leaves them out. */
function cleaned(path: string): string {
  return path
    .replace(/^(?:\.{0,2}\/+)+/, '')
    .replace(/\/+$/, '')
    .replace(/^\.$/, '')
}
