import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Headers } from 'tar-stream'
import { pack } from 'tar-stream'
import { onTestFinished } from 'vitest'
import type { CaptureEntry, CaptureReader } from '../../../src/capture/index.js'

export type Member = Headers & { body?: string | Buffer }

/** A tar archive with members under whatever names they are given. */
export async function tarOf(members: Member[]): Promise<Buffer> {
  const packer = pack()
  for (const { body = '', ...header } of members) packer.entry(header, Buffer.from(body as string))
  packer.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of packer) chunks.push(chunk)
  return Buffer.concat(chunks)
}

export async function tgzOf(members: Member[]): Promise<Buffer> {
  return gzipSync(await tarOf(members))
}

/** A folder that is gone after the test. */
export function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'capture-test-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

export function tempFile(name: string, bytes: Buffer | string): string {
  const path = join(tempDir(), name)
  writeFileSync(path, bytes)
  return path
}

export interface ReadEntry {
  path: string
  type: string
  text: string
  hostile?: string
  truncated?: string
  linkTarget?: string
  container?: string
}

/** All entries with their bodies as text. */
export async function readAll(reader: CaptureReader): Promise<ReadEntry[]> {
  const all: ReadEntry[] = []
  for await (const entry of reader.entries()) all.push(await readOne(entry))
  return all
}

async function readOne(entry: CaptureEntry): Promise<ReadEntry> {
  const chunks: Buffer[] = []
  for await (const chunk of entry.body()) chunks.push(chunk)
  return {
    path: entry.path,
    type: entry.type,
    text: Buffer.concat(chunks).toString(),
    ...(entry.hostile ? { hostile: entry.hostile.code } : {}),
    ...(entry.truncated === undefined ? {} : { truncated: entry.truncated }),
    ...(entry.linkTarget === undefined ? {} : { linkTarget: entry.linkTarget }),
    ...(entry.container === undefined ? {} : { container: entry.container }),
  }
}
