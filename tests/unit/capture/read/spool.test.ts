import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { Spool } from '../../../../src/capture/read/spool.js'
import { tempFolder } from '../../../support/temp-folder.js'

async function bytesOf(spool: Spool): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of spool.read()) chunks.push(chunk)
  return Buffer.concat(chunks)
}

it.each([
  ['in memory', 3],
  ['on disk', 40],
])('gives back the same bytes as often as asked, %s', async (_, count) => {
  const spool = new Spool()
  const piece = Buffer.from('0123456789abcdef'.repeat(16 * 1024 + 1))
  for (let written = 0; written < count; written++) await spool.write(piece)
  const whole = Buffer.concat(Array<Buffer>(count).fill(piece))
  expect(spool.size).toBe(whole.length)
  expect((await spool.head(20)).equals(piece.subarray(0, 20))).toBe(true)
  expect((await bytesOf(spool)).equals(whole)).toBe(true)
  expect((await bytesOf(spool)).equals(whole)).toBe(true)
  await spool.dispose()
})

it('leaves no name in the temporary folder, even while it is in use', async () => {
  const [before, dir] = [process.env['TMPDIR'], tempFolder()]
  process.env['TMPDIR'] = dir
  const spool = new Spool()
  try {
    await spool.write(Buffer.alloc(5 * 2 ** 20, 1))
    expect(readdirSync(dir)).toEqual([])
  } finally {
    process.env['TMPDIR'] = before
    if (before === undefined) delete process.env['TMPDIR']
    await spool.dispose()
  }
})
