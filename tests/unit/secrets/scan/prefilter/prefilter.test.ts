import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import {
  compilePrefilter,
  prefilterSource,
  prefilterTarget,
} from '../../../../../scripts/compile-prefilter.js'
import { bitmapOf, prefilter } from '../../../../../src/secrets/scan/prefilter/prefilter.js'

const headOf = (text: string) => Buffer.from(text.slice(0, 4))

function positions(words: readonly string[], text: string, from = 0, limit = text.length): number[] {
  const found: number[] = []
  prefilter(bitmapOf(words.map(headOf)), Buffer.from(text), from, limit, (at) => found.push(at))
  return found
}

test('the compiled module is what its source gives', async () => {
  const [source, target] = await Promise.all(
    [prefilterSource, prefilterTarget].map((url) => readFile(url, 'utf8')),
  )
  expect(target).toBe(await compilePrefilter(source ?? ''))
})

test('a keyword is found at every place of a block, across the borders of blocks, and in either case', () => {
  const block = 64 * 1024
  for (const at of [0, 1, 2, 3, 4, 5, 15, 16, block - 5, block - 4, block - 3, block - 1, block, block + 1]) {
    const text = `${' '.repeat(at)}PassWord${' '.repeat(40)}`
    expect(positions(['password'], text)).toContain(at)
  }
})

test('what lies before `from` or at `limit` is not given, and the end of the bytes is found', () => {
  expect(positions(['word'], 'word word word', 1, 10)).toEqual([5])
  expect(positions(['word'], 'a word')).toEqual([2])
})

test('two sets of keywords are searched by turns', () => {
  const [first, second] = [bitmapOf([headOf('alpha')]), bitmapOf([headOf('gamma')])]
  const text = Buffer.from('alpha gamma')
  const found: number[] = []
  for (const bitmap of [first, second, first]) prefilter(bitmap, text, 0, text.length, (at) => found.push(at))
  expect(found).toEqual([0, 6, 0])
})
