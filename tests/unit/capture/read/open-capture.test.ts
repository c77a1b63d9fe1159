import { execFileSync } from 'node:child_process'
import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
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
    linkSync(join(dir, 'in', 'a.txt'), join(dir, 'in', 'b', 'same'))
    linkSync(join(dir, 'in', 'a.txt'), join(dir, 'in', 'same'))
    linkSync(join(dir, 'in', 'c.log.gz'), join(dir, 'in', 'b', 'same.gz'))
    execFileSync('tar', ['-cf', join(dir, 'x.tar'), '-C', join(dir, 'in'), '.'])
    execFileSync('tar', ['-czf', join(dir, 'x.tgz'), '-C', join(dir, 'in'), '.'])
    const read = async (path: string) => {
      const entries = await readAll(await openCapture(path))
      return entries.sort((a, b) => (a.path < b.path ? -1 : 1))
    }
    const folder = await read(join(dir, 'in'))
    expect(folder).toHaveLength(11)
    expect(await read(join(dir, 'x.tar'))).toEqual(folder)
    expect(await read(join(dir, 'x.tgz'))).toEqual(folder)
  })

  it.each(['v7', 'oldgnu', 'gnu', 'ustar', 'pax'])('reads the %s format of tar', async (format) => {
    const dir = tempDir()
    const long = ['gnu', 'oldgnu', 'pax'].includes(format) ? 'long'.repeat(50) : 'long'.repeat(20)
    mkdirSync(join(dir, 'in', long), { recursive: true })
    writeFileSync(join(dir, 'in', long, 'ä.txt'), 'x')
    symlinkSync('ä.txt', join(dir, 'in', long, 'link'))
    const options = [`--format=${format}`, '-cf', join(dir, 'x.tar'), '-C', join(dir, 'in'), '.']
    execFileSync('tar', options)
    const reader = await openCapture(join(dir, 'x.tar'))
    expect(await readAll(reader)).toEqual([
      { path: long, type: 'directory', text: '' },
      { path: `${long}/link`, type: 'symlink', text: '', linkTarget: 'ä.txt' },
      { path: `${long}/ä.txt`, type: 'file', text: 'x' },
    ])
    expect(reader.problems).toEqual([])
  })

  it('reads gzip of several members, and with zeros behind', async () => {
    const bytes = await tarOf(plain)
    const packed = [gzipSync(bytes.subarray(0, 700)), gzipSync(bytes.subarray(700)), Buffer.alloc(512)]
    const reader = await openCapture(tempFile('x.tgz', Buffer.concat(packed)))
    expect(await readAll(reader)).toHaveLength(3)
    expect(reader.problems).toEqual([])
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
