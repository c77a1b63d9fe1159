import { randomBytes } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { finished } from 'node:stream/promises'
import { describe, expect, it } from 'vitest'
import { MismatchError, overlapBytes, ResumedBytes } from '../../../src/gather/resumed-bytes.js'

const whole = randomBytes(1_000_000)

/** Writes a part of the whole in pieces of a size that fits nothing. */
async function send(bytes: ResumedBytes, from: number, to: number, source = whole): Promise<void> {
  const part = bytes.part(from)
  for (let at = from; at < to; at += 7777) part.write(source.subarray(at, Math.min(at + 7777, to)))
  part.end()
  await finished(part)
}

describe('ResumedBytes', () => {
  it('makes one stream of parts that begin before the last one ended', async () => {
    const out = new PassThrough()
    const read = buffer(out)
    const bytes = new ResumedBytes(out)
    await send(bytes, 0, 300_000)
    expect(bytes.resumeAt).toBe(300_000 - overlapBytes)
    await send(bytes, bytes.resumeAt, 310_000)
    await send(bytes, bytes.resumeAt, 310_000)
    await send(bytes, 0, 600_000)
    await send(bytes, bytes.resumeAt, whole.length)
    expect(bytes.received).toBe(whole.length)
    out.end()
    expect((await read).equals(whole)).toBe(true)
  })

  it('begins anew where less has come than is compared', async () => {
    const bytes = new ResumedBytes(new PassThrough().resume())
    await send(bytes, 0, 1000)
    expect(bytes.resumeAt).toBe(0)
  })

  it('notices that what comes again is another one, and passes nothing of it on', async () => {
    const bytes = new ResumedBytes(new PassThrough().resume())
    await send(bytes, 0, 300_000)
    const other = Buffer.from(whole)
    other[299_999] = (other[299_999] ?? 0) ^ 1
    await expect(send(bytes, bytes.resumeAt, 400_000, other)).rejects.toThrow(MismatchError)
    expect(bytes.received).toBe(300_000)
  })

  it.each([
    ['an archive', 10240, true],
    ['an archive that lost its end', 9216, false],
    ['an archive that lost a part of a block', 10000, false],
    ['nothing', 0, false],
  ])('tells by the two blocks of zeros at the end: %s', async (_, length, whole) => {
    const archive = Buffer.concat([randomBytes(9216), Buffer.alloc(1024)])
    const bytes = new ResumedBytes(new PassThrough().resume())
    await send(bytes, 0, length, archive)
    expect(bytes.endsAsTar).toBe(whole)
  })
})
