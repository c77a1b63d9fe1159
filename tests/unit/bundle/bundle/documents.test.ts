import { expect, test } from 'vitest'
import { readDocuments } from '../../../../src/bundle/bundle/documents.js'

test('merges mappings as YAML 1.1 does', () => {
  expect(readDocuments('a.yaml', 'base: &b {x: 1}\nmore:\n  <<: *b\n')).toMatchObject([
    { value: { base: { x: 1 }, more: { x: 1 } } },
  ])
})

test.each(['<<: text\n', '<<: [1, 2]\n', 'a: &a [x]\nb: {<<: *a}\n'])(
  'says of %j that it merges no mapping',
  (text) => {
    expect(readDocuments('a.yaml', text)).toEqual({
      path: 'a.yaml',
      reason: '<< merges something that is no mapping',
    })
  },
)
