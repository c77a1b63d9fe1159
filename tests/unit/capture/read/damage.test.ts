import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { openCapture } from '../../../../src/capture/index.js'
import { readAll, tarOf, tempFile, tgzOf } from '../archives.js'

const plain = [
  { name: 'must-gather/', type: 'directory' as const },
  { name: 'must-gather/version', body: 'a\n1.2.3.x\n' },
  { name: 'must-gather/empty.log', body: '' },
]

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
