import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { createAnalyst } from '../../../../src/facts/analyst.js'
import type { FileFacts } from '../../../../src/facts/file-analysis.js'
import { BatchAnalysis } from '../../../../src/facts/workers/batch-analysis.js'
import { BatchBuilder } from '../../../../src/facts/workers/batch-builder.js'

const megabyte = 2 ** 20

/** Analyses files of so many bytes one after the other, as a pass does. */
function analyse(name: string, sizes: readonly number[]) {
  const builder = new BatchBuilder()
  const analysis = new BatchAnalysis(createAnalyst({}))
  const facts: FileFacts[] = []
  let [out, mostOut, batches, returned] = [0, 0, 0, 0]
  const run = () => {
    batches++
    mostOut = Math.max(mostOut, ++out)
    const { learned, free } = analysis.run(builder.take())
    facts.push(...learned.map((one) => one.facts))
    out -= free.length
    returned += free.length
  }
  for (const [file, size] of sizes.entries()) {
    const bytes = contentOf(file, size)
    builder.begin(file, { path: name })
    for (let at = builder.add(bytes, 0); at < size; at += builder.add(bytes, at)) {
      run()
      builder.begin(file)
    }
    builder.end(false)
  }
  run()
  return { facts, mostOut, batches, returned }
}

const contentOf = (file: number, size: number) => Buffer.alloc(size, `- number: ${file}\n`)
const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

it.each(['a.yaml', 'a.log'])('gives the bytes of files back that end in later batches: %s', (name) => {
  const sizes = Array.from({ length: 20 }, () => 1_500_001)
  const { facts, mostOut, batches, returned } = analyse(name, sizes)
  expect(batches).toBe(29)
  expect(returned).toBe(batches)
  expect(mostOut).toBeLessThanOrEqual(3)
  expect(facts.map(({ file }) => file.sha256)).toEqual(
    sizes.map((size, file) => digestOf(contentOf(file, size))),
  )
})

it('keeps the bytes of a file that is parsed as a whole until its end, and some of them for others', () => {
  const { facts, mostOut, batches, returned } = analyse('a.yaml', [20 * megabyte, 10])
  expect(facts.map(({ file }) => file.size)).toEqual([20 * megabyte, 10])
  expect([batches, mostOut]).toEqual([21, 20])
  expect(returned).toBeGreaterThan(5)
  expect(returned).toBeLessThan(15)
})
