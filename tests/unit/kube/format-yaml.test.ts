import { readFile } from 'node:fs/promises'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { formatYaml } from '../../../src/kube/format-yaml.js'
import { compareKeys } from '../../../src/kube/yaml-key-order.js'
import { parseYaml } from '../../../src/kube/yaml.js'

const fixture = (name: string) => readFile(new URL(`../../../fixtures/yaml/${name}`, import.meta.url), 'utf8')

test('writes what kubectl v1.36 wrote of the same object, byte for byte', async () => {
  const text = formatYaml(JSON.parse(await fixture('scalars.json')))
  expect(text).toBe(await fixture('scalars.yaml'))
})

describe('what is written is read back as it was', () => {
  const long = (word: string) => Array.from({ length: 40 }, () => word).join(' ')
  test.each([
    ['merge key as text', '<<'],
    ['line separator', 'a \u2028b'],
    ['folded plain', long('word')],
    ['folded with colon', `a: ${long("it's")}`],
    ['folded with quotes and tabs', `\t${long('"x"')}  ${long('y')} `],
    ['double spaces', long('a  b')],
    ['literal', `${long('a')}\n${long('b')}\n`],
    ['literal with an indented start', '  a\n b\n\n\n'],
    ['only breaks', '\n\n'],
    ['carriage returns', 'a\r\nb\r\n'],
    ['beyond the basic plane', `${long('😀')}\n`],
    ['lone surrogate', 'a\ud800b'],
    ['every ASCII character', Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).join('')],
  ])('%s', (_, text) => {
    const value = { key: text, list: [text, [text], { inner: text }], [text.slice(0, 90)]: 1 }
    if (text.includes('\ud800')) expect(formatYaml(text)).toBe('"a\\uD800b"\n')
    else expect(load(formatYaml(value))).toEqual(value)
  })
})

test('lists in lists, empty containers, fields that are not there', () => {
  const value = { a: [[1, [2]], [], {}, [{ b: null, c: undefined }]], d: {}, e: { f: undefined } }
  expect(formatYaml(value)).toBe('a:\n- - 1\n  - - 2\n- []\n- {}\n- - b: null\nd: {}\ne: {}\n')
  expect(formatYaml([])).toBe('[]\n')
  expect(formatYaml('x')).toBe('x\n')
})

test('texts that other readers take for something else are quoted', () => {
  for (const text of [
    '1e3',
    '0x1F',
    '017',
    '1_000',
    '.5',
    '12:30:45',
    '2026-01-01',
    'yes',
    'n',
    '~',
    '.inf',
    '0b11',
  ])
    expect(formatYaml({ text }), text).toBe(`text: "${text}"\n`)
})

test('keys: numbers by their value, what is no letter first', () => {
  expect(['f:b', 'f:10', 'f:9', '.', 'a', 'B', 'k2', 'k10', 'k02'].sort(compareKeys)).toEqual([
    '.',
    'B',
    'a',
    'f:9',
    'f:10',
    'f:b',
    'k2',
    'k02',
    'k10',
  ])
  expect(parseYaml(formatYaml({ b10: 1, b9: 2 }), 'x')).toEqual([{ b9: 2, b10: 1 }])
})
