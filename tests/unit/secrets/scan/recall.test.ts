import { expect, test } from 'vitest'
import { createRecall } from '../../../../src/secrets/scan/recall.js'

test('each text is judged once by each function, whatever is said of it', () => {
  const recall = createRecall()
  const judged: string[] = []
  const length = (text: string) => (judged.push(`length ${text}`), text.length)
  const nothing = (text: string) => void judged.push(`nothing ${text}`)
  for (let time = 0; time < 3; time++) {
    expect(recall(length, 'abc')).toBe(3)
    expect(recall(nothing, 'abc')).toBeUndefined()
  }
  expect(judged).toEqual(['length abc', 'nothing abc'])
})

test('what is kept is bounded', () => {
  const recall = createRecall()
  let judged = 0
  const judge = (text: string) => (judged++, text)
  for (let round = 0; round < 2; round++)
    for (let number = 0; number < 5000; number++)
      expect(recall(judge, `text ${number}`)).toBe(`text ${number}`)
  expect(judged).toBeGreaterThan(5000)
})
