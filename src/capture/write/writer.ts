import { mkdir, stat } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { ExpectedError } from '../../model/errors.js'
import type { CaptureRecord } from '../../model/capture-record.js'
import { recordFile } from '../layout/capture.js'
import { writeAtomic } from './write-atomic.js'

export interface CaptureWriter {
  /** The capture's folder. */
  readonly dir: string
  /** As last written. */
  readonly record: Readonly<CaptureRecord>
  /** Changes the record and writes it; calls take effect one after the other. */
  update(change: (record: CaptureRecord) => void): Promise<void>
  /** Makes the folder of one gather (`default`, `script.x`) and tells where its output and its log go. */
  gatherFolder(name: string): Promise<{ mustGather: string; log: string }>
  /** Writes one of the files beside the record, as a whole or not at all. */
  writeJson(name: SidecarName, value: unknown): Promise<void>
  /** Writes a file of an image that was read: `bundle/files/manifests/x.yaml`. The path must stay inside the capture. */
  writeText(path: string, text: string): Promise<void>
}

export type SidecarName =
  | 'image.json'
  | 'cluster.json'
  | 'canaries.json'
  | 'bundle/bundle.json'
  | 'index/index.json'
  | 'index/catalog.json'

/**
 * Starts a capture in a folder that has none. The record says `running` until `update` sets another state, and what a
 * crash leaves is read as partial. Throws `capture.exists` where there is one already.
 */
export async function createCaptureWriter(dir: string, initial: CaptureRecord): Promise<CaptureWriter> {
  await mkdir(dir, { recursive: true })
  const file = join(dir, recordFile)
  if (await exists(file)) throw alreadyThere(dir)
  let record = initial
  let last = writeAtomic(file, toJson(record))
  await last
  return {
    dir,
    get record() {
      return record
    },
    update(change) {
      const next = structuredClone(record)
      change(next)
      record = next
      last = last.catch(() => {}).then(() => writeAtomic(file, toJson(next)))
      return last
    },
    async gatherFolder(name) {
      if (!/^[A-Za-z0-9][\w.-]*$/.test(name)) throw new TypeError(`not a name of a gather: ${name}`)
      const folder = join(dir, 'gathers', name)
      await mkdir(join(folder, 'must-gather'), { recursive: true })
      return { mustGather: join(folder, 'must-gather'), log: join(folder, 'gather.log') }
    },
    writeJson: (name, value) => writeBelow(dir, name, toJson(value)),
    writeText: (path, text) => writeBelow(dir, path, text),
  }
}

async function writeBelow(dir: string, path: string, text: string): Promise<void> {
  const file = join(dir, path)
  if (!file.startsWith(`${dir}${sep}`)) throw new TypeError(`not inside the capture: ${path}`)
  await mkdir(dirname(file), { recursive: true })
  await writeAtomic(file, text)
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

function alreadyThere(dir: string): ExpectedError {
  return new ExpectedError({
    code: 'capture.exists',
    message: `${dir} already holds a capture`,
    next: 'Name another folder, or remove it.',
    exitCode: 2,
  })
}
