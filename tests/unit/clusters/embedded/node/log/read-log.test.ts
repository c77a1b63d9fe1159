import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLogFile } from '../../../../../../src/clusters/embedded/node/log/log-file.js'
import type { LogFile } from '../../../../../../src/clusters/embedded/node/log/log-file.js'
import { readLog } from '../../../../../../src/clusters/embedded/node/log/read-log.js'

let folder: string
let log: LogFile
let stdout: PassThrough
let stderr: PassThrough
let captured: Promise<void>
let clock: number
const signal = new AbortController().signal

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'))
  clock = Date.parse('2026-11-20T10:00:00.000Z')
  log = createLogFile(join(folder, 'log'), () => new Date(clock))
  ;[stdout, stderr] = [new PassThrough(), new PassThrough()]
  captured = log.capture({ stdout, stderr })
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Writes a line, waits until it is in the file, and lets a second pass. */
async function say(line: string, stream = stdout): Promise<void> {
  const before = log.size()
  stream.write(line)
  await log.grown(before, signal)
  clock += 1000
}

async function end(): Promise<void> {
  stdout.end()
  stderr.end()
  await captured
}

describe('a log that is whole', () => {
  beforeEach(async () => {
    await say('one\n')
    await say('two\n', stderr)
    await say('three\n')
    stdout.write('four without newline')
    await end()
  })

  it.each([
    [{}, 'one\ntwo\nthree\nfour without newline\n'],
    [{ tailLines: 2 }, 'three\nfour without newline\n'],
    [{ tailLines: 0 }, ''],
    [{ tailLines: 99 }, 'one\ntwo\nthree\nfour without newline\n'],
    [{ limitBytes: 6 }, 'one\ntw'],
    [{ since: new Date('2026-11-20T10:00:02Z') }, 'three\nfour without newline\n'],
    [{ since: new Date('2026-11-20T10:00:01Z'), tailLines: 3, limitBytes: 3 }, 'two'],
    [
      { timestamps: true, tailLines: 2 },
      '2026-11-20T10:00:02.000000000Z three\n2026-11-20T10:00:03.000000000Z four without newline\n',
    ],
    [{ follow: true, tailLines: 1 }, 'four without newline\n'],
  ])('%j', async (options, expected) => {
    expect(await text(readLog(log, options, signal))).toBe(expected)
  })
})

it('joins a line that was too long for one record', async () => {
  const long = 'x'.repeat(40_000)
  stdout.write(`${long}\nnext\n`)
  await end()
  expect(await text(readLog(log, {}, signal))).toBe(`${long}\nnext\n`)
  const stamped = await text(readLog(log, { timestamps: true, tailLines: 2 }, signal))
  expect(stamped.match(/2026-/g)).toHaveLength(2)
})

it('follows until the container ends', async () => {
  await say('before\n')
  const following = text(readLog(log, { follow: true }, signal))
  await say('during\n')
  await say('more\n', stderr)
  await end()
  expect(await following).toBe('before\nduring\nmore\n')
})

it('stops to follow when it is told to', async () => {
  await say('before\n')
  const stop = new AbortController()
  const following = text(readLog(log, { follow: true }, stop.signal))
  stop.abort()
  await expect(following).rejects.toThrow()
  await end()
})

it('keeps bytes as they are', async () => {
  const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x0a])
  stdout.write(bytes)
  await end()
  const chunks: Buffer[] = []
  for await (const chunk of readLog(log, {}, signal)) chunks.push(chunk as Buffer)
  expect(Buffer.concat(chunks)).toEqual(bytes)
})
