import { execFileSync } from 'node:child_process'
import { linkSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openCapture } from '../../../../src/capture/index.js'
import { readAll, tarOf, tempDir, tempFile } from '../archives.js'

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
    ['too-long', { name: `${'a/'.repeat(256)}b`, body: 'x' }],
    ['link-outside', { name: 'a', type: 'symlink' as const, linkname: '../b' }],
    ['link-outside', { name: 'a/b', type: 'symlink' as const, linkname: 'c/../../../d' }],
    ['link-outside', { name: 'a', type: 'symlink' as const, linkname: '/etc/shadow' }],
    ['link-outside', { name: 'a', type: 'link' as const, linkname: '../b' }],
    ['link-dangling', { name: 'a', type: 'link' as const, linkname: 'b' }],
    ['device', { name: 'sda', type: 'block-device' as const }],
    ['device', { name: 'tty', type: 'character-device' as const }],
    ['fifo', { name: 'pipe', type: 'fifo' as const }],
  ])('marks %s (case %#)', async (code, member) => {
    const reader = await openCapture(tempFile('x.tar', await tarOf([member, { name: 'after', body: 'ok' }])))
    const entries = await readAll(reader)
    const first = entries.find(({ path }) => path !== 'after')
    expect(first?.hostile).toBe(code)
    expect(first?.path).not.toMatch(/\p{Cc}/u)
    expect(reader.problems).toEqual([
      { kind: 'hostile', path: first?.path, reason: expect.any(String) as string },
    ])
    expect(entries).toContainEqual({ path: 'after', type: 'file', text: 'ok' })
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
