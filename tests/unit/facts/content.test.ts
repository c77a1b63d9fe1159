import { describe, expect, it } from 'vitest'
import type { DocumentFormat } from '../../../src/facts/content.js'
import { readContent } from '../../../src/facts/content.js'

const kinds = (path: string, text: string) => {
  const content = readContent(path, text, 'objects')
  return 'objects' in content
    ? content.objects.map(({ kind, apiVersion }) => `${apiVersion} ${kind}`)
    : content
}

describe('the objects in a document', () => {
  it.each([
    ['one', 'kind: Pod\napiVersion: v1\n', ['v1 Pod']],
    [
      'several documents',
      '---\nkind: Pod\napiVersion: v1\n---\n---\nkind: Node\napiVersion: v1\n',
      ['v1 Pod', 'v1 Node'],
    ],
    [
      'a list',
      'kind: List\napiVersion: v1\nitems:\n- {kind: Pod, apiVersion: v1}\n- {kind: A, apiVersion: b/v1}\n',
      ['v1 Pod', 'b/v1 A'],
    ],
    ['a list without items', 'kind: List\napiVersion: v1\nitems: []\n', []],
    [
      'a typed list',
      'kind: PodList\napiVersion: v1\nitems:\n- metadata: {}\n- {kind: Pod, apiVersion: v2}\n',
      ['v1 Pod', 'v2 Pod'],
    ],
    [
      'a list in a list',
      'kind: List\nitems:\n- kind: PodList\n  apiVersion: v1\n  items: [{}, {}]\n',
      ['v1 Pod', 'v1 Pod'],
    ],
    [
      'a kind that ends in List and is none',
      'kind: AllowList\napiVersion: a/v1\nspec: {}\n',
      ['a/v1 AllowList'],
    ],
    [
      'a list of objects without an envelope',
      '- {kind: Pod, apiVersion: v1}\n- {kind: Pod, apiVersion: v1}\n',
      ['v1 Pod', 'v1 Pod'],
    ],
    ['no objects', 'a: 1\n', []],
    ['comments alone', '# nothing\n', []],
    ['JSON', '{"kind": "PodList", "apiVersion": "v1", "items": [{}]}', ['v1 Pod']],
  ])('%s', (_, text, expected) => {
    expect(kinds('x', text)).toEqual(expected)
  })
})

describe('what is wrong with a document', () => {
  it.each([
    ['YAML that does not parse', 'x.yaml', 'yaml', 'a: b\n c: d\ne: f\n', { truncated: false, line: 2 }],
    ['a tag that js-yaml stumbles over', 'x.yaml', 'yaml', '!!float\n-1\n', { truncated: false, line: 1 }],
    ['text', 'x.yaml', 'yaml', 'No resources found\n', { truncated: false, line: 1 }],
    ['a text among documents', 'x.yaml', 'yaml', 'a: 1\n---\nhello\n', { truncated: false }],
    ['cut in a text', 'x.yaml', 'yaml', 'a: 1\nb: "to be', { truncated: true, line: 2 }],
    ['cut in a list', 'x.yaml', 'yaml', 'a: 1\nb: [1, 2', { truncated: true, line: 2 }],
    ['cut in a key', 'x.yaml', 'yaml', 'a: 1\nb', { truncated: true, line: 2 }],
    [
      'a list that lost its kind',
      'x.yaml',
      'yaml',
      'apiVersion: v1\nitems:\n- kind: Pod\n',
      { truncated: true },
    ],
    ['JSON that does not parse', 'x.json', 'json', '{\n"a": 1,,\n}', { truncated: false, line: 2 }],
    ['cut JSON', 'x.json', 'json', '{\n"a": [1,\n', { truncated: true, line: 2 }],
    ['JSON cut in a text', 'x.json', 'json', '{"a": "to be', { truncated: true }],
    ['YAML where JSON is wanted', 'x.txt', 'json', 'a: 1\n', { truncated: false }],
    ['YAML under the name of JSON', 'x.json', 'yaml', 'a: 1\n', { truncated: false }],
    ['depth', 'x.yaml', 'yaml', '['.repeat(100_000), { truncated: false }],
  ] as [string, string, DocumentFormat, string, object][])('%s', (_, path, format, text, expected) => {
    const content = readContent(path, text, format)
    expect(content).toMatchObject({ problem: expect.any(String) as string, ...expected })
  })

  it('is told without a word of the document', () => {
    for (const text of [
      'hunter2: "hunter2\n',
      '{"hunter2": hunter2}',
      '!hunter2 hunter2: a\n b: *hunter2\n',
    ]) {
      expect(JSON.stringify(readContent('x', text, 'yaml'))).not.toContain('hunter2')
    }
  })

  it.each(['a: 1', 'kind: ConfigMap\nmetadata: {uid: x}\ndata: {}', '[]', '{"a": 1}'])(
    'is nothing, only because the last line has no end: %j',
    (text) => {
      expect(readContent('x.yaml', text, 'yaml')).toHaveProperty('objects')
    },
  )
})
