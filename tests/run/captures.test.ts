import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { captureLookAlikes } from './capture-look-alikes.js'
import { captureMutants } from './capture-mutants.js'
import { CaptureEdits } from './support/edits.js'
import { copyOfIsv, failedIds, judgeBy, runIsv, scratch } from './support/run-isv.js'
import { withoutRepeats } from './support/without-repeats.js'

/** One real run of the reference ISV; every row changes one thing of a copy of its capture. */
describe('the capture of the reference ISV', () => {
  let folder: Awaited<ReturnType<typeof scratch>>
  let isvDir: string
  let capture: string
  let copies = 0

  beforeAll(async () => {
    folder = await scratch()
    isvDir = await copyOfIsv(folder.dir)
    // What is changed in the first gather alone would differ from the others.
    await withoutRepeats(isvDir)
    capture = await runIsv(isvDir, folder.dir)
  }, 180_000)
  afterAll(() => folder[Symbol.asyncDispose]())

  async function judged(change: (edits: CaptureEdits) => Promise<void>) {
    const copy = join(folder.dir, `copy-${copies++}`)
    await cp(capture, copy, { recursive: true })
    try {
      await change(new CaptureEdits(copy))
      return await judgeBy(isvDir, copy)
    } finally {
      await rm(copy, { recursive: true, force: true })
    }
  }

  test('passes as it is', async () => {
    const report = await judgeBy(isvDir, capture)
    expect(failedIds(report)).toEqual([])
    expect(report).toMatchObject({ verdict: 'pass', exitCode: 0 })
  })

  test.each(captureMutants)('fails with exactly its checks: $name', async ({ change, fails }) => {
    const report = await judged(change)
    expect(failedIds(report).sort()).toEqual([...fails].sort())
    expect(report).toMatchObject({ verdict: 'fail', exitCode: 1 })
  })

  test.each(captureLookAlikes)('passes: $name', async ({ change }) => {
    const report = await judged(change)
    expect(failedIds(report)).toEqual([])
    expect(report).toMatchObject({ verdict: 'pass', exitCode: 0 })
  })
})
