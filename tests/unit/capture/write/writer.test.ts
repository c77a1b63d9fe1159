import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createCaptureWriter, deleteCapture, openCapture, readLayout } from '../../../../src/capture/index.js'
import type { CaptureRecord } from '../../../../src/model/capture-record.js'
import { tempDir } from '../archives.js'

const record: CaptureRecord = {
  schemaVersion: 'capture/v1',
  tool: { name: 'isv-must-gather', version: '0.1.0' },
  run: { id: 'r1', startedAt: '2026-11-20T10:00:00Z' },
  state: 'running',
  isv: { name: 'x', configDigest: 'sha256:0' },
  environment: { environment: 'oc', access: 'cluster-admin', namespace: 'x' },
  images: [],
  phases: [],
  gathers: [],
}

const onDisk = (dir: string) => JSON.parse(readFileSync(join(dir, 'capture.json'), 'utf8')) as CaptureRecord

describe('createCaptureWriter', () => {
  it('writes the record at once and after every change, in order', async () => {
    const dir = join(tempDir(), 'capture')
    const writer = await createCaptureWriter(dir, record)
    expect(onDisk(dir)).toEqual(record)
    const names = Array.from({ length: 20 }, (_, i) => `phase-${i}`)
    await Promise.all(
      names.map((name) => writer.update((draft) => draft.phases.push({ name, outcome: 'passed' }))),
    )
    expect(onDisk(dir).phases.map(({ name }) => name)).toEqual(names)
    await writer.update((draft) => (draft.state = 'complete'))
    expect(onDisk(dir).state).toBe('complete')
    expect(record.phases).toEqual([])
    expect(readdirSync(dir)).toEqual(['capture.json'])
  })

  it('leaves a folder that the reader knows', async () => {
    const dir = join(tempDir(), 'capture')
    const writer = await createCaptureWriter(dir, record)
    const { mustGather, log } = await writer.gatherFolder('script.gather_operator')
    writeFileSync(join(mustGather, 'version'), 'x')
    writeFileSync(log, 'x')
    await writer.writeJson('image.json', {})
    const layout = await readLayout(await openCapture(dir))
    expect(layout).toMatchObject({ kind: 'capture', gathers: ['script.gather_operator'] })
  })

  it('refuses a folder that holds a capture, and a name that is a path', async () => {
    const dir = tempDir()
    const writer = await createCaptureWriter(dir, record)
    await expect(createCaptureWriter(dir, record)).rejects.toMatchObject({ code: 'capture.exists' })
    await expect(writer.gatherFolder('../x')).rejects.toThrow(TypeError)
  })
})

describe('deleteCapture', () => {
  it('removes a capture, and nothing else', async () => {
    const dir = tempDir()
    await expect(deleteCapture(dir)).rejects.toMatchObject({ code: 'capture.not-a-capture' })
    await createCaptureWriter(join(dir, 'capture'), record)
    await deleteCapture(join(dir, 'capture'))
    await deleteCapture(join(dir, 'capture'))
    expect(existsSync(dir)).toBe(true)
    expect(readdirSync(dir)).toEqual([])
  })
})
