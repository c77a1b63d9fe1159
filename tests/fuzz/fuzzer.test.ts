import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { mutateTar, piecesOf, pieceOf, tarOf } from './mutate/tar.js'
import { createRandom } from './random.js'
import { runTarget } from './run-target.js'
import { targets } from './targets/index.js'
import { targets as seeded } from './seeded/targets.js'
import { workFolder } from './work-folder.js'

const module = join(import.meta.dirname, 'seeded/targets.ts')
const timeout = 240_000
const fuzz = (target: string, executions: number, deadlineMs = 10_000) =>
  runTarget({ module, target, seed: 7, executions, deadlineMs })

// A test's process is ended from outside, and has no chance to clean up at its exit.
afterAll(() => rmSync(workFolder(), { recursive: true, force: true }))

describe('a bug that was seeded is found', () => {
  it('that crashes', { timeout }, async () => {
    const { findings } = await fuzz('crash', 5000)
    expect(findings.map(({ kind }) => kind)).toEqual(['crash'])
    expect(findings[0]?.about).toContain('TypeError')
    const run = seeded.find(({ name }) => name === 'crash')
    expect(() => run?.run(findings[0]?.input ?? Buffer.alloc(0))).toThrow(TypeError)
  })

  it('that crashes on an archive', { timeout }, async () => {
    const { findings } = await fuzz('link-cycle', 5000)
    // Where the stack is full differs, and so does what is told.
    expect(new Set(findings.map(({ kind }) => kind))).toEqual(new Set(['crash']))
    for (const { about } of findings) expect(about).toContain('RangeError')
  })

  it('that hangs, and what comes behind it is executed too', { timeout }, async () => {
    const { findings, executions } = await fuzz('hang', 1000, 1500)
    expect(new Set(findings.map(({ kind }) => kind))).toEqual(new Set(['hang']))
    expect(findings[0]?.input.toString()).toContain('\\"')
    expect(findings.length > 1 || executions === 1000).toBe(true)
  })

  it('that lets memory grow', { timeout }, async () => {
    const { findings } = await fuzz('growth', 20_000)
    expect(findings.map(({ kind }) => kind)).toEqual(['growth'])
  })
})

it(
  'what has no bug is executed to the end, with the same inputs for the same seed',
  { timeout },
  async () => {
    const [first, second] = await Promise.all([fuzz('sound', 2000), fuzz('sound', 2000)])
    expect(first).toMatchObject({ executions: 2000, findings: [] })
    expect({ ...second, seconds: 0 }).toEqual({ ...first, seconds: 0 })
  },
)

it('the same seed gives the same numbers, another seed others', () => {
  const numbers = (seed: number) => {
    const random = createRandom(seed)
    return Array.from({ length: 20 }, () => random.below(1000))
  }
  expect(numbers(1)).toEqual(numbers(1))
  expect(numbers(1)).not.toEqual(numbers(2))
})

it('an archive comes out of its pieces as it went in', () => {
  const tar = tarOf([pieceOf('a', 'text'), pieceOf('b/c', Buffer.alloc(700, 1))])
  expect(tarOf(piecesOf(tar)).equals(tar)).toBe(true)
  const random = createRandom(3)
  expect(mutateTar(tar, random, tar).equals(tar)).toBe(false)
})

it.each(targets.map((target) => [target.name, target] as const))(
  'the seeds of %s are inputs that it runs on',
  { timeout },
  async (_, target) => {
    const seeds = await target.seeds()
    expect(seeds.length).toBeGreaterThan(0)
    for (const seed of seeds.slice(0, 20)) expect(await target.run(seed)).toEqual(expect.any(String))
  },
)
