import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { openCapture } from '../../../../src/capture/index.js'
import { readAll, tarOf, tempDir, tempFile, tgzOf } from '../archives.js'

const plain = [
  { name: 'must-gather/', type: 'directory' as const },
  { name: 'must-gather/version', body: 'a\n1.2.3.x\n' },
  { name: 'must-gather/empty.log', body: '' },
]

describe('formats, told by content', () => {
  it.each([
    ['tar', 'x.tgz', tarOf],
    ['tar.gz', 'x.tar', tgzOf],
  ])('reads a %s that is called %s', async (format, name, make) => {
    const reader = await openCapture(tempFile(name, await make(plain)))
    expect(reader.source.format).toBe(format)
    expect(await readAll(reader)).toEqual([
      { path: 'must-gather', type: 'directory', text: '' },
      { path: 'must-gather/version', type: 'file', text: 'a\n1.2.3.x\n' },
      { path: 'must-gather/empty.log', type: 'file', text: '' },
    ])
    expect(reader.problems).toEqual([])
  })

  it('reads the same from a folder, its .tar and its .tgz, packed by GNU tar', async () => {
    const dir = tempDir()
    mkdirSync(join(dir, 'in', 'b'), { recursive: true })
    writeFileSync(join(dir, 'in', 'a.txt'), 'A'.repeat(300_000))
    writeFileSync(join(dir, 'in', 'b', `${'long-'.repeat(45)}.yaml`), 'kind: List\n')
    writeFileSync(join(dir, 'in', 'b', 'ü:system:node.yaml'), '')
    writeFileSync(join(dir, 'in', 'c.log.gz'), gzipSync('line\n'))
    symlinkSync('a.txt', join(dir, 'in', 'link'))
    execFileSync('tar', ['-cf', join(dir, 'x.tar'), '-C', join(dir, 'in'), '.'])
    execFileSync('tar', ['-czf', join(dir, 'x.tgz'), '-C', join(dir, 'in'), '.'])
    const read = async (path: string) => {
      const entries = await readAll(await openCapture(path))
      return entries.sort((a, b) => (a.path < b.path ? -1 : 1))
    }
    const folder = await read(join(dir, 'in'))
    expect(folder).toHaveLength(7)
    expect(await read(join(dir, 'x.tar'))).toEqual(folder)
    expect(await read(join(dir, 'x.tgz'))).toEqual(folder)
  })

  it('may be read twice', async () => {
    const reader = await openCapture(tempFile('x.tgz', await tgzOf(plain)))
    expect(await readAll(reader)).toEqual(await readAll(reader))
  })

  it.each([
    ['a zip archive', Buffer.from('PK\u0003\u0004rest'), /zip archive/, /unzip/],
    ['an xz file', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), /xz file/, /xz -d/],
    ['plain text', Buffer.from('hello'), /neither a folder nor an archive/, /Name the/],
    ['a lone .gz', gzipSync('hello'), /a packed file that is no archive/, /Name the/],
    ['nothing', Buffer.alloc(0), /neither a folder nor an archive/, /Name the/],
  ])('refuses %s and says what to do', async (_, bytes, message, next) => {
    const error = await openCapture(tempFile('x', bytes)).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'capture.unsupported', exitCode: 2 })
    expect((error as Error).message).toMatch(message)
    expect((error as { next: string }).next).toMatch(next)
  })

  it('says that there is nothing at the path', async () => {
    await expect(openCapture('/no/such/capture')).rejects.toMatchObject({
      code: 'capture.not-found',
      exitCode: 2,
    })
  })

  it('says that a .gz whose first bytes are corrupt cannot be read', async () => {
    const bytes = await tgzOf(plain)
    bytes.fill(0xff, 10)
    await expect(openCapture(tempFile('x.tgz', bytes))).rejects.toMatchObject({ code: 'capture.unreadable' })
  })
})
