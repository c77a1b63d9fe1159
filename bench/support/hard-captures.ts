import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { tarHeader } from './must-gather-generator/tar.js'

/** A capture that is hard to read: a folder or an archive, and how many bytes it has. */
export interface HardCapture {
  name: string
  path: string
  bytes: number
}

/**
 * Writes the captures below `dir`, most of about as many bytes as an ordinary must-gather has; `entries` is how many the
 * archive of tiny files has.
 */
export async function hardCaptures(dir: string, entries: number): Promise<HardCapture[]> {
  return [
    await file(
      dir,
      'one line of 50 MB',
      'line.log',
      Buffer.alloc(50e6, 'time=10:22 level=info msg="synced 17 objects" took=12ms; '),
    ),
    await file(dir, 'JSON nested 20,000 deep, with a Secret', 'deep.json', deepJson(20_000), 100),
    await file(dir, 'YAML nested 2,000 deep, with a Secret', 'deep.yaml', deepYaml(2000), 42),
    await file(dir, 'a list of Secrets in one line', 'list.json', Buffer.from(secretList(20_000)), 42),
    await tiny(dir, entries),
  ]
}

/** A few copies of a file: what the first one costs besides does not grow with the bytes. */
async function file(
  dir: string,
  name: string,
  base: string,
  bytes: Buffer,
  copies = 1,
): Promise<HardCapture> {
  const folder = join(dir, base.replace('.', '-'))
  await mkdir(folder, { recursive: true })
  for (let copy = 0; copy < copies; copy++) await writeFile(join(folder, `${copy}-${base}`), bytes)
  return { name, path: folder, bytes: bytes.length * copies }
}

function deepJson(depth: number): Buffer {
  const inner = '{"kind":"Secret","data":{"a":""}}'
  const level = '{"apiVersion":"v1","items":[1,2,3],"spec":'
  return Buffer.from(level.repeat(depth) + inner + '}'.repeat(depth))
}

function deepYaml(depth: number): Buffer {
  const lines = Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}a:`)
  return Buffer.from(`${lines.join('\n')}\n${' '.repeat(depth)}kind: Secret\n`)
}

function secretList(count: number): string {
  const item = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'x' },
    data: { password: 'MTIgYnl0ZXMgbG9uZw==' },
  }
  return JSON.stringify({ kind: 'SecretList', items: Array.from({ length: count }, () => item) })
}

/** An archive of files of a line each. */
async function tiny(dir: string, entries: number): Promise<HardCapture> {
  const path = join(dir, 'tiny.tar')
  const out = createWriteStream(path)
  const body = Buffer.alloc(512, 0)
  const size = body.write('kind: ConfigMap\n')
  for (let from = 0; from < entries; from += 1000) {
    const blocks = Array.from({ length: Math.min(1000, entries - from) }, (_, i) => [
      tarHeader(`must-gather/namespaces/n${Math.floor(from / 1000)}/${i}.yaml`, size),
      body,
    ]).flat()
    if (!out.write(Buffer.concat(blocks))) await once(out, 'drain')
  }
  out.end(Buffer.alloc(1024))
  await once(out, 'close')
  return { name: `an archive of ${entries} files of a line each`, path, bytes: entries * 1024 + 1024 }
}
