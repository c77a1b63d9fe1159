import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { extract } from 'tar-stream'
import {
  createFolderWriter,
  createMemoryWriter,
  createTarWriter,
  type OlmWriter,
} from '../../../../src/olm/index.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'olm-writers-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function* chunks(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text))
}

async function* broken(): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from('half'))
  throw new Error('gone')
}

/** The same of each writer: files at hand and in pieces, side by side; what breaks off or is empty is not kept. */
async function fill(writer: OlmWriter): Promise<void> {
  await Promise.all([writer.file('a/one.yaml', 'one\n'), writer.file('version', 'p\n1.2.3.ga\n')])
  expect(await writer.stream('a/b/long.log', chunks('x\n', 'y\n'))).toBe(4)
  expect(await writer.stream('a/b/empty.log', chunks())).toBe(0)
  await expect(writer.stream('a/b/broken.log', broken())).rejects.toThrow('gone')
  await writer.end()
}

const expected = { 'a/one.yaml': 'one\n', version: 'p\n1.2.3.ga\n', 'a/b/long.log': 'x\ny\n' }

test('a folder has whole files and nothing else', async () => {
  await fill(createFolderWriter(folder))
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) =>
    one.isFile(),
  )
  expect(names).toHaveLength(Object.keys(expected).length)
  for (const [path, content] of Object.entries(expected))
    expect(await readFile(join(folder, path), 'utf8')).toBe(content)
})

test('an archive has the same', async () => {
  const sink = new PassThrough()
  const read: Record<string, string> = {}
  const parser = extract()
  const done = (async () => {
    for await (const entry of sink.pipe(parser)) read[entry.header.name] = (await buffer(entry)).toString()
  })()
  await fill(createTarWriter(sink))
  await done
  expect(read).toEqual(expected)
})

test('and so has memory', async () => {
  const writer = createMemoryWriter()
  await fill(writer)
  expect(Object.fromEntries([...writer.files].map(([path, content]) => [path, content.toString()]))).toEqual(
    expected,
  )
})

test('a folder takes no name that leads out of it, and says what it cannot write', async () => {
  await expect(createFolderWriter(folder).file('../out.yaml', '')).rejects.toMatchObject({
    code: 'capture.write-failed',
  })
  await createFolderWriter(folder).file('taken', '')
  await expect(createFolderWriter(join(folder, 'taken')).file('x', '')).rejects.toMatchObject({
    code: 'capture.write-failed',
    exitCode: 3,
  })
})
