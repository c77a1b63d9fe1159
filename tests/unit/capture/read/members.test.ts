import { randomBytes } from 'node:crypto'
import { readdirSync, readlinkSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { openCapture } from '../../../../src/capture/index.js'
import { readAll, tarOf, tempFile } from '../archives.js'

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

  it.skipIf(process.platform !== 'linux')(
    'lets go of the temporary file of a large member, also when the reading stops there',
    async () => {
      const large = gzipSync(randomBytes(6 * 2 ** 20), { level: 1 })
      const path = tempFile('x.tar', await tarOf([{ name: 'a.gz', body: large }]))
      const before = openMembers()
      for await (const entry of (await openCapture(path)).entries()) {
        if (entry.depth === 1) {
          expect(openMembers()).toBeGreaterThan(before)
          break
        }
      }
      expect(openMembers()).toBe(before)
    },
  )
})

/** Temporary files of members that are open: they have no name any more. */
function openMembers(): number {
  const targets = readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`)
    } catch {
      return ''
    }
  })
  return targets.filter((target) => target.includes('must-gather-member-')).length
}
