import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { openCapture } from '../../../../src/capture/index.js'
import { ExpectedError } from '../../../../src/model/errors.js'
import { readAll, tarOf, tempFile } from '../archives.js'

/** Numbers that look random and are the same in every run. */
function* numbers(seed: number): Generator<number, never, undefined> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    yield state
  }
}

async function archive(): Promise<Buffer> {
  const inner = await tarOf([{ name: 'deep/file', body: 'deep'.repeat(300) }])
  return tarOf([
    { name: 'd/', type: 'directory' },
    { name: 'd/a.txt', body: 'text '.repeat(500) },
    { name: `d/${'long'.repeat(40)}`, body: 'x' },
    { name: 'link', type: 'symlink', linkname: 'd/a.txt' },
    { name: 'same', type: 'link', linkname: 'd/a.txt' },
    { name: 'log.gz', body: gzipSync('log '.repeat(1000)) },
    { name: 'inner.tgz', body: gzipSync(inner) },
  ])
}

describe('a damaged archive', () => {
  it.each([
    ['.tar', (bytes: Buffer) => bytes],
    ['.tgz', (bytes: Buffer) => gzipSync(bytes, { level: 1 })],
  ])(
    'whatever happened to a %s, it is read to an end, and never anything but a foreseen error thrown',
    async (_, pack) => {
      const whole = pack(await archive())
      const random = numbers(20261120)
      const below = (limit: number) => random.next().value % limit
      for (let round = 0; round < 150; round++) {
        const bytes = Buffer.from(whole.subarray(0, round % 3 === 0 ? below(whole.length) : whole.length))
        for (let hit = below(4); hit > 0 && bytes.length > 0; hit--) bytes[below(bytes.length)] = below(256)
        const read = async () => readAll(await openCapture(tempFile('x', bytes)))
        const result = await read().catch((error: unknown) => error)
        expect(Array.isArray(result) || result instanceof ExpectedError).toBe(true)
      }
    },
  )
})
