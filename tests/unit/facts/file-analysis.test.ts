import { expect, it } from 'vitest'
import { createAnalyst } from '../../../src/facts/analyst.js'
import { FileAnalysis, onlySecrets } from '../../../src/facts/file-analysis.js'
import { fake } from '../../../src/secrets/rules/samples.js'

function beyondOf(secrets: number): string | undefined {
  const analysis = new FileAnalysis(onlySecrets('a.log'), createAnalyst({}))
  const lines = Array.from({ length: secrets }, (_, seed) => `password: Kd7-${fake('alnum', 12, seed + 1)}`)
  analysis.write(Buffer.from(lines.join('\n')))
  return analysis.end(false).beyond
}

it('says what became of more secrets than are told apart, and when they are told', () => {
  expect(beyondOf(1000)).toBeUndefined()
  expect(beyondOf(1001)).toBe(
    'it holds more than 1000 secrets of one kind: 1 more place counted and not told, until these are gone',
  )
})
