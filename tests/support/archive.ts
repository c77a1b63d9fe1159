import { createWriteStream, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Headers } from 'tar-stream'
import { pack } from 'tar-stream'
import { onTestFinished } from 'vitest'

export type Member = Headers & { body?: Buffer | string }

/** What lies in a folder, as members of an archive; links as links. */
export function membersOf(folder: string, prefix = ''): Member[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name)
    const name = `${prefix}${relative(folder, path)}`
    if (entry.isDirectory()) return { name, type: 'directory' }
    if (entry.isSymbolicLink()) return { name, type: 'symlink', linkname: readlinkSync(path) }
    return { name, type: 'file', body: readFileSync(path) }
  })
}

/** Writes an archive, packed where its name says so, and tells its path. It is gone after the test. */
export async function archiveOf(members: readonly Member[], name: 'x.tar' | 'x.tgz'): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'capture-test-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  const packer = pack()
  for (const { body = '', ...header } of members) packer.entry(header, Buffer.from(body as string))
  packer.finalize()
  const target = createWriteStream(join(dir, name))
  await (name === 'x.tgz' ? pipeline(packer, createGzip(), target) : pipeline(packer, target))
  return join(dir, name)
}
