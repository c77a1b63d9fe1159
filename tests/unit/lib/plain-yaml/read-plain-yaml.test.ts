import { loadAll } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { formatYaml } from '../../../../src/kube/format-yaml.js'
import { readPlainYaml } from '../../../../src/lib/plain-yaml/read-plain-yaml.js'
import { mutateText } from '../../../fuzz/mutate/text.js'
import { yamlWords } from '../../../fuzz/mutate/words.js'
import { createRandom } from '../../../fuzz/random.js'

const sentence =
  'a sentence that goes on for so long that it is folded, as a line of YAML has eighty characters: '
const object = {
  apiVersion: 'v1',
  items: [
    {
      data: { 'ca.crt': 'LS0tLS1CRUdJTg==', number: '12', date: '2026-01-02', no: 'null', none: '' },
      stringData: {
        script: '#!/bin/sh\n  set -e\n\n\techo "$1"\n\n',
        begins: '  with spaces\n',
        quoted: "it's",
      },
      metadata: {
        annotations: { json: '{"kind":"Secret","data":{"a":"\\n"}}', long: sentence.repeat(3), tab: 'a\tb' },
        managedFields: [
          { 'f:data': { '.': {}, 'f:ca.crt': {}, n: 1, '0': {}, 'k:{"type":"Ready"}': { 'f:x': {} } } },
        ],
        creationTimestamp: null,
        finalizers: [],
        generation: 3,
      },
    },
    [['nested', -1, 1.5, 1e21, true], { in: [{ a: ['deep'] }] }],
    '--flag=value',
    '* a star',
    'ü and 語',
  ],
  kind: 'List',
}

describe('readPlainYaml', () => {
  it('reads what kubectl writes', () => {
    expect(readPlainYaml(formatYaml(object))).toEqual([object])
    expect(readPlainYaml(`---\n${formatYaml(object)}---\n${formatYaml(object)}`)).toEqual([object, object])
  })

  it.each([
    [
      'scalars that are no strings',
      'a: ~\nb: 0x1F\nc: 1_000\nd: -0\ne: 2001-12-14 21:59:43.10 -5\nf: .inf\ng: TRUE\n',
    ],
    [
      'strings that look like something else',
      'a: ---\nb: 1.2.3\nc: 10Mi\nd: 0e071268-fb4f\ne: nullable\nf: -x\n',
    ],
    ['each way to end a text', 'a: |\n  x\n\n\nb: |-\n  x\n\nc: |+\n  x\n\n\nd: |2-\n   x\n  y\ne: 1'],
    ['folded scalars', "a: one\n  two\n\n  three\nb: \"one\n  \\ttwo\\\n  three\"\nc: 'it\n\n  ''is'\n"],
    ['lists at and below their key', 'a:\n- x\n- - y\n  - z\nb:\n  - c: 1\n    d:\n    - 2\n'],
    ['nothing where a value may be', 'a:\nb:\n  c:\n'],
    ['documents of nothing', '---\n---\na: b\n---\n\n--- \n'],
  ])('reads %s as the parser of everything does', (_, text) => {
    expect(readPlainYaml(text)).toEqual(loadAll(text))
  })

  it.each([
    ['a comment', 'a: 1 # one\n'],
    ['a comment between', 'a: 1\n# one\nb: 2\n'],
    ['an anchor', 'a: &x 1\nb: *x\n'],
    ['a tag', 'a: !!str 1\n'],
    ['a merge', 'a: {b: 1}\n<<: {c: 1}\n'],
    ['flow style', 'a: [1, 2]\n'],
    ['a folded block', 'a: >\n  x\n'],
    ['a key that stands twice', 'a: 1\na: 2\n'],
    ['a key that is no string', 'null: 1\n'],
    ['a key of a prototype', '__proto__: 1\n'],
    ['a text in no lines', 'a: |\nb: 1\n'],
    ['an item of nothing', '- a\n- \n'],
    ['a tab', 'a:\tb\n'],
    ['line breaks of Windows', 'a: b\r\n'],
    ['odd indentation', 'a: 1\n b: 2\n'],
    ['a colon in a value', 'a: b: c\n'],
    ['an end of a document', 'a: b\n...\n'],
    ['no mapping and no list', 'text\n'],
    ['nothing', ''],
    ['a quote without an end', 'a: "b\n'],
    ['what is very deep', Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
  ])('leaves %s to others', (_, text) => {
    expect(readPlainYaml(text)).toBeUndefined()
  })

  it('leaves what has very many lines or escapes to others', () => {
    expect(readPlainYaml(`a: b\n${'\n'.repeat(5_000_000)}`)).toBeUndefined()
    expect(readPlainYaml(`a: |\n${'  x\n'.repeat(1_100_000)}`)).toBeUndefined()
    expect(readPlainYaml(`a: "${'\\n'.repeat(1_100_000)}"\n`)).toBeUndefined()
  })

  it('reads random documents as the parser of everything does, or not at all', () => {
    const random = createRandom(1)
    const marks = [
      '|',
      '|2-',
      "'",
      '"',
      ': ',
      '- ',
      '-',
      '---',
      '~',
      '  ',
      ' #',
      '\\',
      '{}',
      '.5',
      '1:2',
      '"k": v',
    ]
    const seeds = [object, ...object.items.slice(0, 2)].map((value) =>
      Buffer.from(`---\n${formatYaml(value)}`),
    )
    let read = 0
    for (let left = 10_000; left > 0; left--) {
      const mutated = mutateText(random.pick(seeds), random, [...yamlWords, ...marks])
      const text = mutated.subarray(0, 8000).toString('utf8')
      const documents = readPlainYaml(text)
      if (!documents) continue
      read++
      expect(documents, JSON.stringify(text)).toEqual(loadAll(text))
    }
    expect(read).toBeGreaterThan(1000)
  })
})
