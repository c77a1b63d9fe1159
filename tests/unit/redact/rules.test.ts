import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { secretRules } from '../../../src/secrets/index.js'
import { found, redacted, valuesIn } from './redactor.js'

const base64 = (text: string | Buffer) => Buffer.from(text as string, 'latin1').toString('base64')
const wrapped = (text: string) => (base64(text).match(/.{1,64}/g) ?? []).join('\n    ')

/** Ways in which a sample may stand in a file. */
const places: Record<string, (sample: string) => string> = {
  'as it is': (sample) => sample,
  'in a log': (sample) => `I1120 10:00:00.000000 1 main.go:1] begin\n${sample}\nI1120 end\n`,
  'in base64': (sample) => `  value: ${base64(`what follows is a text\n${sample}\nand an end\n`)}\n`,
  'in lines of base64': (sample) =>
    `  value: |\n    ${wrapped(`what follows is a text\n${sample}\nand an end`)}\n`,
  'in packed base64': (sample) =>
    `  release: ${base64(gzipSync(Buffer.from(`a text\n${sample}\nand an end\n`, 'latin1')))}\n`,
  'in a data URL': (sample) => `  source: data:,${encodeURIComponent(`a text\n${sample}\nand an end\n`)}\n`,
  'in a JSON string': (sample) => `{"text": ${JSON.stringify(`a text\n${sample}\nand an end\n`)}}\n`,
  'in base64 in JSON in a string': (sample) =>
    `{"text": ${JSON.stringify(JSON.stringify({ value: base64(`what follows is a text\n${sample}\n`) }))}}\n`,
}

const samples = secretRules.flatMap((rule) => rule.positive().map((sample) => ({ id: rule.id, sample })))

const negatives = secretRules.flatMap((rule) => rule.negative().map((sample) => ({ id: rule.id, sample })))

describe.each(Object.entries(places))('%s', (_, place) => {
  it('every positive sample of every rule is clean afterwards', () => {
    const left = samples.filter(({ sample }) => found(redacted(place(sample))).length > 0)
    expect(left.map(({ id }) => id)).toEqual([])
  })

  it('what is not found stays as it is', () => {
    const clean = negatives.filter(({ sample }) => found(place(sample)).length === 0)
    expect(clean.length).toBeGreaterThan(100)
    const changed = clean.filter(({ sample }) => redacted(place(sample)) !== place(sample))
    expect(changed.map(({ id }) => id)).toEqual([])
  })
})

it('no value of a sample is left, and a marker names the rule', () => {
  const failed = samples.filter(({ sample }) => {
    const text = redacted(sample)
    return (
      valuesIn(sample).some((value) => text.includes(value)) ||
      (valuesIn(sample).length > 0 && !text.includes('<redacted:'))
    )
  })
  expect(failed.map(({ id }) => id)).toEqual([])
  expect(samples.length).toBeGreaterThan(150)
})

it('what has been redacted is left alone', () => {
  const changed = samples.filter(({ sample }) => redacted(redacted(sample)) !== redacted(sample))
  expect(changed.map(({ id }) => id)).toEqual([])
})
