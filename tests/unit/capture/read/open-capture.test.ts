import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
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

describe('hostile members', () => {
  it.each([
    ['traversal', { name: '../escape', body: 'x' }],
    ['traversal', { name: 'a/../../escape', body: 'x' }],
    ['absolute', { name: '/etc/passwd', body: 'x' }],
    ['control-character', { name: 'a\u001b[2Jb', body: 'x' }],
    ['control-character', { name: 'a\nb', body: 'x' }],
    ['control-character', { name: 'gpj.\u202egnp', body: 'x' }],
    ['backslash', { name: '..\\escape', body: 'x' }],
    ['backslash', { name: 'C:/escape', body: 'x' }],
    ['too-long', { name: 'n'.repeat(256), body: 'x' }],
    ['too-long', { name: 'ab/'.repeat(2000), body: 'x' }],
    ['link-outside', { name: 'a', type: 'symlink' as const, linkname: '../b' }],
    ['link-outside', { name: 'a/b', type: 'symlink' as const, linkname: 'c/../../../d' }],
    ['link-outside', { name: 'a', type: 'symlink' as const, linkname: '/etc/shadow' }],
    ['link-outside', { name: 'a', type: 'link' as const, linkname: '../b' }],
    ['device', { name: 'sda', type: 'block-device' as const }],
    ['device', { name: 'tty', type: 'character-device' as const }],
    ['fifo', { name: 'pipe', type: 'fifo' as const }],
  ])('marks %s (case %#)', async (code, member) => {
    const reader = await openCapture(tempFile('x.tar', await tarOf([member, { name: 'after', body: 'ok' }])))
    const [first, second] = await readAll(reader)
    expect(first?.hostile).toBe(code)
    expect(first?.path).not.toMatch(/\p{Cc}/u)
    expect(second).toEqual({ path: 'after', type: 'file', text: 'ok' })
  })

  it('marks the second of two members with the same name, but not a folder that is there twice', async () => {
    const bytes = await tarOf([
      { name: 'd', type: 'directory' },
      { name: './d/', type: 'directory' },
      { name: 'd/a', body: '1' },
      { name: 'd//a', body: '2' },
    ])
    const entries = await readAll(await openCapture(tempFile('x.tar', bytes)))
    expect(entries.map(({ path, hostile }) => [path, hostile])).toEqual([
      ['d', undefined],
      ['d', undefined],
      ['d/a', undefined],
      ['d/a', 'duplicate'],
    ])
  })

  it.each(['a:b.yaml', 'system:controller:x.yaml', 'a..b/..c', 'link with space', 'ümlaut'])(
    'lets %s pass',
    async (name) => {
      const [entry] = await readAll(await openCapture(tempFile('x.tar', await tarOf([{ name, body: 'x' }]))))
      expect(entry).toEqual({ path: name, type: 'file', text: 'x' })
    },
  )

  it('lists links, pipes and unreadable names of a folder without following them', async () => {
    const dir = tempDir()
    writeFileSync(join(dir, 'a'), 'x')
    linkSync(join(dir, 'a'), join(dir, 'same'))
    symlinkSync('/etc', join(dir, 'etc'))
    symlinkSync('a', join(dir, 'inside'))
    execFileSync('mkfifo', [join(dir, 'pipe')])
    expect(await readAll(await openCapture(dir))).toEqual([
      { path: 'a', type: 'file', text: 'x' },
      { path: 'etc', type: 'symlink', text: '', linkTarget: '/etc', hostile: 'link-outside' },
      { path: 'inside', type: 'symlink', text: '', linkTarget: 'a' },
      { path: 'pipe', type: 'fifo', text: '', hostile: 'fifo' },
      { path: 'same', type: 'file', text: 'x' },
    ])
  })
})

describe('damage', () => {
  it('gives out what is there of a cut archive, and says what is missing', async () => {
    const bytes = await tarOf([{ name: 'a', body: 'x'.repeat(2000) }])
    const reader = await openCapture(tempFile('x.tar', bytes.subarray(0, 512 + 1500)))
    const [entry] = await readAll(reader)
    expect(entry?.text).toHaveLength(1500)
    expect(entry?.truncated).toBe('500 of 2000 bytes are missing: the archive ends early')
    expect(reader.problems).toEqual([{ kind: 'truncated', path: 'a', reason: entry?.truncated }])
  })

  it('sees that an archive was cut between two members', async () => {
    const bytes = await tarOf([{ name: 'a', body: 'x'.repeat(512) }])
    const reader = await openCapture(tempFile('x.tar', bytes.subarray(0, 1024)))
    expect(await readAll(reader)).toHaveLength(1)
    expect(reader.problems).toEqual([{ kind: 'truncated', reason: 'the archive ends without its end mark' }])
  })

  it.each([0.5, 0.999])('keeps all that can be unpacked of a .tgz cut at %d', async (part) => {
    const body = Array.from({ length: 20_000 }, (_, i) => `line ${i} ${(i * 7919) % 10_007}`).join('\n')
    const whole = await tgzOf([{ name: 'a', body }])
    const cut = whole.subarray(0, Math.floor(whole.length * part))
    const expected = gunzipSync(cut, { finishFlush: 2 }).subarray(512, 512 + body.length)
    const reader = await openCapture(tempFile('x.tgz', cut))
    const [entry] = await readAll(reader)
    expect(entry?.text).toBe(expected.toString())
    expect(reader.problems).toHaveLength(1)
    expect(reader.problems[0]?.kind).toBe('truncated')
  })

  it('reports a wrong checksum behind the last member', async () => {
    const bytes = await tgzOf(plain)
    bytes.writeUInt32LE(1, bytes.length - 8)
    const reader = await openCapture(tempFile('x.tgz', bytes))
    expect(await readAll(reader)).toHaveLength(3)
    expect(reader.problems).toMatchObject([{ kind: 'corrupt' }])
  })

  it('stops at a corrupt header', async () => {
    const bytes = await tarOf([{ name: 'a', body: 'x' }, { name: 'b' }, { name: 'c' }])
    bytes.fill(0x41, 1024, 1100)
    const reader = await openCapture(tempFile('x.tar', bytes))
    expect(await readAll(reader)).toHaveLength(1)
    expect(reader.problems).toMatchObject([{ kind: 'corrupt' }])
  })

  it('does not read an extended header that claims to be huge', async () => {
    const bytes = await tarOf([{ name: 'n'.repeat(150) }])
    bytes.write('77777777777\0', 124, 'latin1')
    const sum = bytes
      .subarray(0, 512)
      .reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0)
    bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
    const reader = await openCapture(tempFile('x.tar', bytes))
    expect(await readAll(reader)).toEqual([])
    expect(reader.problems).toMatchObject([{ kind: 'limit' }])
  })
})

describe('packed members', () => {
  it('looks into .gz, .tar and .tar.gz members, by content', async () => {
    const inner = await tarOf([
      { name: './deep/file', body: 'deep' },
      { name: '../up', body: 'x' },
    ])
    const bytes = await tarOf([
      { name: 'logs/current.log.gz', body: gzipSync('log') },
      { name: 'inner.tgz', body: gzipSync(inner) },
      { name: 'plain', body: inner },
      { name: 'not.gz', body: 'text' },
    ])
    const entries = await readAll(await openCapture(tempFile('x.tgz', gzipSync(bytes))))
    expect(entries.map(({ path, container, hostile }) => ({ path, container, hostile }))).toEqual([
      { path: 'logs/current.log.gz' },
      { path: 'logs/current.log.gz!/current.log', container: 'logs/current.log.gz' },
      { path: 'inner.tgz' },
      { path: 'inner.tgz!/deep/file', container: 'inner.tgz' },
      { path: 'inner.tgz!/../up', container: 'inner.tgz', hostile: 'traversal' },
      { path: 'plain' },
      { path: 'plain!/deep/file', container: 'plain' },
      { path: 'plain!/../up', container: 'plain', hostile: 'traversal' },
      { path: 'not.gz' },
    ])
    expect(entries[1]?.text).toBe('log')
    expect(entries[3]?.text).toBe('deep')
  })

  it('yields what is inside also when nobody reads the outer body', async () => {
    const reader = await openCapture(
      tempFile('x.tar', await tarOf([{ name: 'a.gz', body: gzipSync('log') }])),
    )
    const texts: string[] = []
    for await (const entry of reader.entries()) {
      if (entry.depth === 0) continue
      for await (const chunk of entry.body()) texts.push(chunk.toString())
    }
    expect(texts).toEqual(['log'])
  })

  it('stops at the fourth archive in an archive', async () => {
    let bytes: Buffer = Buffer.from('core')
    for (let i = 0; i < 6; i++) bytes = gzipSync(bytes)
    const reader = await openCapture(tempFile('x.tar', await tarOf([{ name: 'a.gz', body: bytes }])))
    const entries = await readAll(reader)
    expect(entries).toHaveLength(5)
    expect(reader.problems).toMatchObject([{ kind: 'limit', path: entries[4]?.path }])
  })

  it('calls a bomb a bomb and goes on', async () => {
    const members = [
      { name: 'bomb.gz', body: gzipSync(Buffer.alloc(8 * 2 ** 20)) },
      { name: 'after', body: 'ok' },
    ]
    const path = tempFile('x.tar', await tarOf(members))
    for (const limits of [{ ratioFrom: 2 ** 20 }, { memberBytes: 2 ** 20 }, { totalBytes: 2 ** 20 }]) {
      const reader = await openCapture(path, { limits })
      const entries = await readAll(reader)
      expect(entries.map((entry) => entry.path)).toEqual(['bomb.gz', 'bomb.gz!/bomb', 'after'])
      expect(entries[1]?.truncated).toMatch(/unpack/)
      expect(reader.problems).toEqual([{ kind: 'limit', path: 'bomb.gz', reason: entries[1]?.truncated }])
    }
  })

  it('reports a cut member, on what is inside and by its path', async () => {
    const packed = gzipSync('x'.repeat(1000)).subarray(0, -4)
    const reader = await openCapture(tempFile('x.tar', await tarOf([{ name: 'a.log.gz', body: packed }])))
    const entries = await readAll(reader)
    expect(entries[1]).toMatchObject({ path: 'a.log.gz!/a.log', truncated: 'the gzip data ends early' })
    expect(reader.problems).toEqual([
      { kind: 'truncated', path: 'a.log.gz', reason: 'the gzip data ends early' },
    ])
  })

  it('removes the temporary file of a large member, also when the reading stops there', async () => {
    const large = gzipSync(randomBytes(6 * 2 ** 20), { level: 1 })
    const path = tempFile('x.tar', await tarOf([{ name: 'a.gz', body: large }]))
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('must-gather-member-'))
    const before = left()
    for await (const entry of (await openCapture(path)).entries()) {
      if (entry.depth === 1) {
        expect(left().length).toBeGreaterThan(before.length)
        break
      }
    }
    expect(left()).toEqual(before)
  })
})

describe('limits and aborts', () => {
  it('stops at the limit of entries with a problem', async () => {
    const members = Array.from({ length: 20 }, (_, i) => ({ name: `f${i}`, body: 'x' }))
    const reader = await openCapture(tempFile('x.tar', await tarOf(members)), { limits: { entries: 10 } })
    expect(await readAll(reader)).toHaveLength(10)
    expect(reader.problems).toEqual([{ kind: 'limit', reason: 'the capture has more than 10 entries' }])
  })

  it('throws when the signal aborts', async () => {
    const reader = await openCapture(tempFile('x.tgz', await tgzOf(plain)))
    const controller = new AbortController()
    const reading = async () => {
      for await (const entry of reader.entries(controller.signal)) {
        if (entry.path.endsWith('version')) controller.abort(new Error('enough'))
      }
    }
    await expect(reading()).rejects.toThrow('enough')
  })

  it('lists names without bodies, to a depth', async () => {
    const reader = await openCapture(tempFile('x.tgz', await tgzOf([...plain, { name: '../x' }])))
    expect(await reader.listing(1)).toEqual([{ path: 'must-gather', type: 'directory' }])
    expect(await reader.listing(2)).toHaveLength(3)
  })
})
