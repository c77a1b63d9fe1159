import { expect, it } from 'vitest'
import { createAnalyst } from '../../../src/facts/analyst.js'
import type { FileFacts } from '../../../src/facts/file-analysis.js'
import { FileAnalysis, onlySecrets } from '../../../src/facts/file-analysis.js'
import { mostOfRule } from '../../../src/secrets/index.js'
import { fake } from '../../../src/secrets/rules/samples.js'

function beyondOf(secrets: number): string | undefined {
  const analysis = new FileAnalysis(onlySecrets('a.log'), createAnalyst({}))
  const lines = Array.from({ length: secrets }, (_, seed) => `password: Kd7-${fake('alnum', 12, seed + 1)}`)
  analysis.write(Buffer.from(lines.join('\n')))
  return analysis.end(false).beyond
}

it('says what became of more secrets than are told apart, and when they are told', () => {
  expect(beyondOf(mostOfRule)).toBeUndefined()
  expect(beyondOf(mostOfRule + 1)).toBe(
    `it holds more than ${mostOfRule} secrets of one kind: 1 more place counted and not told, until these are gone`,
  )
})

const plain = 'I1122 05:44:10 controller.go:117] reconciled an object of the shop\n'
const [linesOfSecret, megabyte] = [7, 2 ** 20]
const secretOf = (seed: number) =>
  `---\nkind: Secret\nmetadata:\n  name: s${seed}\ndata:\n  key: ${Buffer.from(`hidden words ${fake('lower', 6, seed)}`).toString('base64')}\ntype: Opaque\n`

/** A log of Secrets behind so many lines each, in chunks. */
function analyse(path: string, before: readonly number[]): { facts: FileFacts; mostHeld: number } {
  const analysis = new FileAnalysis(onlySecrets(path), createAnalyst({}))
  const text = Buffer.from(before.map((lines, seed) => plain.repeat(lines) + secretOf(seed)).join(''))
  let [held, mostHeld] = [0, 0]
  for (let at = 0; at < text.length; at += megabyte) {
    analysis.write(Buffer.from(text.subarray(at, at + megabyte)))
    held = analysis.holds ? held + 1 : 0
    mostHeld = Math.max(mostHeld, held)
  }
  return { facts: analysis.end(false), mostHeld }
}

const structural = ({ secrets }: FileFacts) => secrets.filter(({ check }) => check === 'MG-SEC-001')

it('finds the Secrets of a long log on their lines, and holds but a piece of it', () => {
  // Four megabytes are a piece: a Secret in the first, on the border of two, and at the end.
  const border = Math.round((4 * megabyte) / plain.length)
  const before = [10, border - 13, 3, 5 * border]
  const { facts, mostHeld } = analyse('a.log', before)
  let line = 0
  const lines = before.map((count) => (line += count + linesOfSecret) - 1)
  expect(structural(facts).map(({ line, places }) => [line, places])).toEqual(
    lines.map((line) => [line, [{ path: 'a.log', line }]]),
  )
  expect(facts.unproven).toBeUndefined()
  expect(mostHeld).toBeLessThan(5)
})

it('finds a Secret at the end of a long log that speaks of none before', () => {
  const { facts, mostHeld } = analyse('a.log', [150_000])
  expect(structural(facts).map(({ line }) => line)).toEqual([150_006])
  expect(mostHeld).toBeLessThan(5)
})

it('parses a document as a whole', () => {
  const { facts, mostHeld } = analyse('a.yaml', [80_000])
  expect(structural(facts).map(({ line }) => line)).toEqual([80_006])
  expect(mostHeld).toBe(6)
})

it('counts the values of a long log that are more than a list', () => {
  const many = Array.from({ length: mostOfRule + 500 }, () => 60)
  const { facts } = analyse('a.log', many)
  expect(structural(facts)).toHaveLength(mostOfRule)
  expect(facts.beyond).toContain('500 more places')
})
