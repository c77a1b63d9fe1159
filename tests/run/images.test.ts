import { describe, expect, test } from 'vitest'
import type { ImageRow } from './image-mutants.js'
import { imageLookAlikes, imageMutants } from './image-mutants.js'
import { replaceIn } from './support/edits.js'
import { withoutRepeats } from './support/without-repeats.js'
import { copyOfIsv, failedIds, judgeBy, runIsv, scratch } from './support/run-isv.js'

/** Each row changes one thing of a copy of the reference ISV, and is a whole run on the embedded cluster. */
describe.concurrent('the images of the reference ISV', () => {
  async function judged({ change, scriptsToo = false, repeatsToo = false }: ImageRow) {
    await using folder = await scratch()
    const isvDir = await copyOfIsv(folder.dir)
    await change(isvDir)
    // Four more gathers, which tell of most rows nothing.
    if (!scriptsToo) await replaceIn(isvDir, 'isv.yaml', /scripts: \[.*\]/, 'scripts: []')
    // Three more.
    if (!repeatsToo) await withoutRepeats(isvDir)
    return await judgeBy(isvDir, await runIsv(isvDir, folder.dir))
  }

  test.each(imageMutants)('fails with exactly its checks: $name', { timeout: 300_000 }, async (row) => {
    const report = await judged(row)
    expect(failedIds(report).sort()).toEqual([...row.fails].sort())
    expect(report).toMatchObject({ verdict: 'fail', exitCode: 1 })
  })

  test.each(imageLookAlikes)('passes: $name', { timeout: 300_000 }, async (row) => {
    const report = await judged(row)
    expect(failedIds(report)).toEqual([])
    expect(report).toMatchObject({ verdict: 'pass', exitCode: 0 })
  })
})
