import { load } from 'js-yaml'
import { expect, it } from 'vitest'
import { yamlProblem } from '../../../src/lib/yaml-problem.js'

function problemOf(text: string) {
  try {
    load(text)
  } catch (error) {
    return yamlProblem(error)
  }
  return undefined
}

it.each([
  ['a key that is there twice', 'a: 1\nb: 2\na: 3', { reason: 'duplicated mapping key', line: 3 }],
  ['a name of the text', 'a: *hunter2', { reason: 'unidentified alias "…', line: 1 }],
  ['a number that is said to be one', '!!float\n-1', { reason: 'a value is not what its tag says' }],
])('tells %s in words that are none of the text', (_, text, expected) => {
  expect(problemOf(text)).toEqual(expected)
})

it('leaves other errors to whoever knows them', () => {
  expect(yamlProblem(new RangeError('too deep'))).toBeUndefined()
})
