import { expect, it } from 'vitest'
import { exitCodeOf } from '../../src/gather/client/outcome.js'
import { describeReal } from '../support/real-cluster.js'
import { gatherWith, inScene, sweepRun, type Outcome } from './support/scene.js'
import { rows, type Row } from './table.js'

describeReal('what goes wrong with a gather', (cluster) => {
  it.concurrent.each(Object.entries(rows))('%s', { timeout: 300_000 }, async (_, row) => {
    await inScene(cluster, async (scene) => {
      const prepared = (await row.prepare?.(scene)) ?? {}
      const outcome = await gatherWith(scene, row.script ?? 'true', { ...row.options, ...prepared })
      judge(row, outcome)
      if (row.leaves) {
        expect(outcome.warnings).toMatch(row.leaves)
        await sweepRun(scene)
      } else {
        expect(outcome.left).toEqual([])
      }
    })
  })
})

function judge(row: Row, { result, error, data, log, evidence }: Outcome): void {
  if (row.error) {
    const { code, exitCode, says } = row.error
    expect(error, JSON.stringify(result?.record)).toMatchObject({ code, exitCode })
    expect(error?.message).toMatch(says)
    expect(error?.next).not.toBe('')
  } else {
    expect(error).toBeUndefined()
    expect(result?.record).toMatchObject(row.record ?? {})
    expect(exitOf(result)).toBe(row.exitCode)
  }
  if (row.says) expect(`${result?.record.reason}\n${result?.record.copyProblem}`).toMatch(row.says)
  expect(data).toEqual(row.data ?? [])
  if (row.log) expect(log).toMatch(row.log)
  for (const name of row.evidence ?? []) expect(evidence).toContain(name)
}

function exitOf(result: Outcome['result']): number | undefined {
  if (!result) return undefined
  const left = result.left.map(({ object }) => object.name)
  return exitCodeOf({ image: '', source: 'named', record: result.record, left })
}
