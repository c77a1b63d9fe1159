import { expect, test } from 'vitest'
import { compileJsonPath } from '../../../src/kubectl/jsonpath/index.js'

const pods = {
  kind: 'List',
  items: [
    {
      metadata: { name: 'a', labels: { 'app.kubernetes.io/name': 'x' } },
      status: { phase: 'Running', ready: true },
      n: 1,
      c: [{ image: 'i1' }, { image: 'i2' }],
    },
    {
      metadata: { name: 'b', labels: {} },
      status: { phase: 'Failed', ready: false },
      n: 10,
      c: [{ image: 'i<3>' }],
    },
  ],
}

/** What kubectl v1.36 prints for the same. */
test.each([
  ['{.items[*].metadata.name}', 'a b'],
  ['{.items[0].metadata.name}', 'a'],
  ['{.items[-1:].metadata.name}', 'b'],
  ['{.items[-1].metadata.name}', 'b'],
  ['{.items[0:1].metadata.name}', 'a'],
  ['{.items[0,1].metadata.name}', 'a b'],
  ['{$.items[0].n}', '1'],
  ['{.items[*].c[*].image}', 'i1 i2 i<3>'],
  ['{..image}', 'i1 i2 i<3>'],
  ['{.items[0].status}', '{"phase":"Running","ready":true}'],
  ['{.items[1].c}', '[{"image":"i\\u003c3\\u003e"}]'],
  ['{.items[*].nope}', ''],
  ['{.nope[0].a}', ''],
  ['{.items[0].metadata.labels.app\\.kubernetes\\.io/name}', 'x'],
  ["{.items[0].metadata.labels['app\\.kubernetes\\.io/name']}", 'x'],
  ['{.items[?(@.status.phase=="Running")].metadata.name}', 'a'],
  ["{.items[?(@.status.phase!='Running')].metadata.name}", 'b'],
  ['{.items[?(@.n>2)].metadata.name}', 'b'],
  ['{.items[?(@.n<=1)].metadata.name}', 'a'],
  ['{.items[?(@.status.ready==true)].metadata.name}', 'a'],
  ['{.items[?(@.metadata.labels.nope)].metadata.name}', ''],
  ["{.items[*]['metadata.name', 'status.phase']}", 'a b Running Failed'],
  ['{range .items[*]}{.metadata.name}{"\\t"}{.status.phase}{"\\n"}{end}', 'a\tRunning\nb\tFailed\n'],
  ['{range .items[*]}[{range .c[*]}{.image},{end}]{end}', '[i1,i2,][i<3>,]'],
  ['{range .items[*]}{@.metadata.name}={$.kind};{end}', 'a=List;b=List;'],
  ['{.kind}: {.items[0].metadata.name}!', 'List: a!'],
  ['{.kind .items[0].n}', 'List1'],
  ['plain text', 'plain text'],
  ['{"}"}', '}'],
])('%s', (template, expected) => {
  expect(compileJsonPath(template).text(pods)).toBe(expected)
})

test.each([
  ['{.items[9]}', 'array index out of bounds: index 9, length 2'],
  ['{.items[*', 'unclosed action'],
  ['{range .items[*]}x', 'unclosed range'],
  ['{end}', 'nothing to end'],
  ['{.items[x]}', 'invalid array index x'],
  ['{.kind[0]}', 'is not array or slice'],
])('%s is refused', (template, message) => {
  expect(() => compileJsonPath(template).text(pods)).toThrow(message)
})

test('a key of the prototype is no key', () => {
  expect(compileJsonPath('{.constructor}{.__proto__}').text({ a: 1 })).toBe('')
})
