import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { extractTar, openCapture } from '../../../../src/capture/index.js'
import type { Member } from '../archives.js'
import { readAll, tarOf, tempDir } from '../archives.js'

async function extract(members: Member[], folder = tempDir()) {
  const out = join(folder, 'out')
  const result = await extractTar(Readable.from([await tarOf(members)]), out)
  return { out, folder, result }
}

describe('extractTar', () => {
  it('writes files, folders and links that stay inside', async () => {
    const { out, result } = await extract([
      { name: './', type: 'directory' },
      { name: './a/b.txt', body: 'hello' },
      { name: 'empty/', type: 'directory' },
      { name: 'a/link', type: 'symlink', linkname: 'b.txt' },
      { name: 'same', type: 'link', linkname: './a/b.txt' },
    ])
    expect(result).toEqual({ files: 2, bytes: 5, hostile: [] })
    expect(readFileSync(join(out, 'a/link'), 'utf8')).toBe('hello')
    expect(readFileSync(join(out, 'same'), 'utf8')).toBe('hello')
    expect(readdirSync(join(out, 'empty'))).toEqual([])
  })

  it('writes what the reader then reads, byte for byte', async () => {
    const members = Array.from({ length: 50 }, (_, i) => ({
      name: `d${i % 5}/f${i}`,
      body: Buffer.alloc(i * 9000, i),
    }))
    const { out } = await extract(members)
    const entries = await readAll(await openCapture(out))
    for (const { name, body } of members) {
      expect(entries.find(({ path }) => path === name)?.text).toBe(body.toString())
    }
  })

  it.each<[string, Member[]]>([
    ['a traversal', [{ name: '../out-of-it', body: 'x' }]],
    ['an absolute name', [{ name: '/tmp/capture-test-absolute', body: 'x' }]],
    ['a control character', [{ name: 'a\u0007b', body: 'x' }]],
    ['a backslash', [{ name: '..\\x', body: 'x' }]],
    ['a link out', [{ name: 'l', type: 'symlink', linkname: '../..' }]],
    ['a hard link out', [{ name: 'l', type: 'link', linkname: '/etc/passwd' }]],
    ['a hard link to nothing', [{ name: 'l', type: 'link', linkname: 'nothing' }]],
    ['a device', [{ name: 'null', type: 'character-device', devmajor: 1, devminor: 3 }]],
    ['a pipe', [{ name: 'pipe', type: 'fifo' }]],
  ])('does not write %s, and lists it', async (_, members) => {
    const { out, folder, result } = await extract([...members, { name: 'after', body: 'ok' }])
    expect(result.hostile).toHaveLength(1)
    expect(result.files).toBe(1)
    expect(readdirSync(out)).toEqual(['after'])
    expect(readdirSync(folder)).toEqual(['out'])
  })

  it('does not write through a link of the archive', async () => {
    const { out, folder, result } = await extract([
      { name: 'link', type: 'symlink', linkname: 'real' },
      { name: 'link/file', body: 'x' },
      { name: 'real', type: 'directory' },
    ])
    expect(result.hostile.map(({ path }) => path)).toEqual(['link'])
    expect(readFileSync(join(out, 'link/file'), 'utf8')).toBe('x')
    expect(readdirSync(folder)).toEqual(['out'])
  })

  it('does not write through a link that was there before', async () => {
    const folder = tempDir()
    mkdirSync(join(folder, 'out'))
    mkdirSync(join(folder, 'victim'))
    symlinkSync('../victim', join(folder, 'out', 'dir'))
    symlinkSync('../victim/file', join(folder, 'out', 'file'))
    const { result } = await extract(
      [
        { name: 'dir/x', body: 'x' },
        { name: 'file', body: 'x' },
      ],
      folder,
    )
    expect(result.hostile.map(({ path }) => path)).toEqual(['dir/x', 'file'])
    expect(readdirSync(join(folder, 'victim'))).toEqual([])
    expect(readlinkSync(join(folder, 'out', 'file'))).toBe('../victim/file')
  })

  it('keeps the first of two members of one name', async () => {
    const { out, result } = await extract([
      { name: 'a', body: '1' },
      { name: 'a', body: '2' },
      { name: 'a/b', body: '3' },
    ])
    expect(readFileSync(join(out, 'a'), 'utf8')).toBe('1')
    expect(result.hostile.map(({ path }) => path)).toEqual(['a', 'a/b'])
  })

  it('keeps what came before the stream broke', async () => {
    const bytes = await tarOf([
      { name: 'a', body: 'whole' },
      { name: 'b', body: 'x'.repeat(3000) },
    ])
    const folder = tempDir()
    const broken = Readable.from(
      (function* () {
        yield bytes.subarray(0, 2048)
        throw new Error('websocket closed')
      })(),
    )
    const result = await extractTar(broken, folder)
    expect(result.truncated).toBe('b: 2488 of 3000 bytes are missing: the stream broke: websocket closed')
    expect(result.cause).toMatchObject({ message: 'websocket closed' })
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('whole')
    expect(readFileSync(join(folder, 'b'), 'utf8')).toHaveLength(512)
  })

  it('stops at once when it is aborted, with what there is', async () => {
    const folder = tempDir()
    const stream = new PassThrough()
    stream.write((await tarOf([{ name: 'a', body: 'x'.repeat(600) }])).subarray(0, 700))
    const controller = new AbortController()
    const extracting = extractTar(stream, folder, { signal: controller.signal })
    await expect.poll(() => existsSync(join(folder, 'a'))).toBe(true)
    controller.abort(new Error('first Ctrl-C'))
    expect(await extracting).toMatchObject({ truncated: expect.stringContaining('interrupted') as string })
    expect(stream.destroyed).toBe(true)
  })

  it('stops at the limit of bytes', async () => {
    const bytes = await tarOf([{ name: 'a', body: 'x'.repeat(5000) }])
    const result = await extractTar(Readable.from([bytes]), tempDir(), { limits: { totalBytes: 1000 } })
    expect(result.truncated).toBe('it holds more than 1000 B')
  })

  it('says where it cannot write', async () => {
    const folder = tempDir()
    writeFileSync(join(folder, 'file'), '')
    const extracting = extractTar(Readable.from([]), join(folder, 'file', 'out'))
    await expect(extracting).rejects.toMatchObject({ code: 'capture.write-failed', exitCode: 3 })
  })

  it('unpacks what GNU tar streams', async () => {
    const folder = tempDir()
    mkdirSync(join(folder, 'in', 'x'.repeat(120)), { recursive: true })
    writeFileSync(join(folder, 'in', 'x'.repeat(120), 'y'.repeat(120)), 'long')
    const bytes = execFileSync('tar', ['-C', join(folder, 'in'), '-c', '.'])
    const result = await extractTar(Readable.from([bytes]), join(folder, 'out'))
    expect(result).toEqual({ files: 1, bytes: 4, hostile: [] })
    expect(readFileSync(join(folder, 'out', 'x'.repeat(120), 'y'.repeat(120)), 'utf8')).toBe('long')
  })
})
